#include "internal.h"

#include <openssl/bio.h>
#include <openssl/ess.h>
#include <stdlib.h>
#include <string.h>

static ebox_check verdict_of(int holds) { return holds ? EBOX_CHECK_HOLDS : EBOX_CHECK_FAILS; }

// Whether it is over these bytes, by a digest that is in use.
static int has_imprint(TS_TST_INFO *info, const unsigned char *stamped, size_t count) {
  TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
  if (imprint == NULL) return 0;
  const ASN1_OBJECT *method = NULL;
  X509_ALGOR_get0(&method, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
  int nid = OBJ_obj2nid(method);
  const EVP_MD *digest = ebox_is_strong(nid) ? EVP_get_digestbynid(nid) : NULL;
  unsigned char own[EVP_MAX_MD_SIZE];
  unsigned int own_count = 0;
  if (digest == NULL || EVP_Digest(stamped, count, own, &own_count, digest, NULL) != 1) return 0;
  const ASN1_OCTET_STRING *given = TS_MSG_IMPRINT_get_msg(imprint);
  return ASN1_STRING_length(given) == (int)own_count
      && memcmp(ASN1_STRING_get0_data(given), own, own_count) == 0;
}

// The library's newest reason is the outermost.
static int failed_for_trust(void) {
  unsigned long code;
  while ((code = ERR_get_error()) != 0) {
    if (ERR_GET_LIB(code) == ERR_LIB_TS && ERR_GET_REASON(code) == TS_R_CERTIFICATE_VERIFY_ERROR) return 1;
  }
  return 0;
}

static void judge_signature(PKCS7 *token, const ebox_anchors *anchors, ebox_token_verdict *verdict) {
  verdict->signature = EBOX_CHECK_NOT_MADE;
  verdict->trust = EBOX_CHECK_FAILS;
  X509_STORE *store = ebox_store(anchors, &verdict->at);
  if (store == NULL) return;
  ERR_clear_error();
  X509 *signer = NULL;
  if (TS_RESP_verify_signature(token, NULL, store, &signer) == 1) {
    verdict->signature = EBOX_CHECK_HOLDS;
    verdict->trust = EBOX_CHECK_HOLDS;
    if (signer != NULL) verdict->authority = ebox_subject(signer);
  } else if (!failed_for_trust()) {
    // Chains are judged before signatures.
    verdict->signature = EBOX_CHECK_FAILS;
    verdict->trust = EBOX_CHECK_NOT_MADE;
  }
  X509_free(signer);
  X509_STORE_free(store);
}

int ebox_token_judge(
    PKCS7 *token, const unsigned char *stamped, size_t stamped_count, const ebox_anchors *anchors,
    ebox_token_verdict *verdict) {
  TS_TST_INFO *info = PKCS7_to_TS_TST_INFO(token);
  if (info == NULL) return -1;
  int is_read = TS_TST_INFO_get_version(info) == 1
      && ebox_seconds((const ASN1_TIME *)TS_TST_INFO_get_time(info), &verdict->at) == 0;
  if (is_read) {
    verdict->imprint = verdict_of(has_imprint(info, stamped, stamped_count));
    judge_signature(token, anchors, verdict);
  }
  TS_TST_INFO_free(info);
  return is_read ? 0 : -1;
}

static X509 *signer_of(CMS_SignerInfo *info) {
  X509 *certificate = NULL;
  CMS_SignerInfo_get0_algs(info, NULL, &certificate, NULL, NULL);
  return certificate;
}

static int digest_of(CMS_SignerInfo *info) {
  X509_ALGOR *method = NULL;
  CMS_SignerInfo_get0_algs(info, NULL, NULL, &method, NULL);
  const ASN1_OBJECT *object = NULL;
  X509_ALGOR_get0(&object, NULL, NULL, method);
  return OBJ_obj2nid(object);
}

// A signed attribute that is there once with one value of that type.
static void *attribute(CMS_SignerInfo *info, int name, int type) {
  return CMS_signed_get0_data_by_OBJ(info, OBJ_nid2obj(name), -3, type);
}

// The signer when the form is right; its certificate is found then.
static CMS_SignerInfo *formed(CMS_ContentInfo *cms) {
  CMS_SignerInfo *info = ebox_only_signer(cms);
  if (info == NULL || CMS_is_detached(cms) != 1) return NULL;
  if (OBJ_obj2nid(CMS_get0_eContentType(cms)) != NID_pkcs7_data) return NULL;
  if (!ebox_is_strong(digest_of(info)) || CMS_signed_get_attr_count(info) <= 0) return NULL;
  ASN1_OBJECT *type = attribute(info, NID_pkcs9_contentType, V_ASN1_OBJECT);
  if (type == NULL || OBJ_obj2nid(type) != NID_pkcs7_data) return NULL;
  const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(info);
  if (signature == NULL || ASN1_STRING_length(signature) <= 0) return NULL;
  if (CMS_set1_signers_certs(cms, NULL, 0) != 1 || signer_of(info) == NULL) return NULL;
  return info;
}

static int has_digest(CMS_SignerInfo *info, const unsigned char *document, size_t count) {
  const ASN1_OCTET_STRING *given = attribute(info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);
  const EVP_MD *digest = EVP_get_digestbynid(digest_of(info));
  unsigned char own[EVP_MAX_MD_SIZE];
  unsigned int own_count = 0;
  if (given == NULL || digest == NULL) return 0;
  if (EVP_Digest(document, count, own, &own_count, digest, NULL) != 1) return 0;
  return ASN1_STRING_length(given) == (int)own_count
      && memcmp(ASN1_STRING_get0_data(given), own, own_count) == 0;
}

// The signer's certificate, then the others.
static STACK_OF(X509) *certificates_of(CMS_ContentInfo *cms, X509 *signer) {
  STACK_OF(X509) *all = CMS_get1_certs(cms);
  STACK_OF(X509) *ordered = sk_X509_new_null();
  int is_good = ordered != NULL && X509_up_ref(signer) == 1;
  if (is_good && sk_X509_push(ordered, signer) == 0) {
    X509_free(signer);
    is_good = 0;
  }
  for (int i = 0; is_good && i < sk_X509_num(all); i++) {
    X509 *other = sk_X509_value(all, i);
    if (X509_cmp(other, signer) == 0) continue;
    is_good = X509_up_ref(other) == 1;
    if (is_good && sk_X509_push(ordered, other) == 0) {
      X509_free(other);
      is_good = 0;
    }
  }
  sk_X509_pop_free(all, X509_free);
  if (is_good) return ordered;
  sk_X509_pop_free(ordered, X509_free);
  return NULL;
}

static int is_named(CMS_SignerInfo *info, STACK_OF(X509) *certificates) {
  const ASN1_STRING *value = attribute(info, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE);
  if (value == NULL) return 0;
  const unsigned char *at = ASN1_STRING_get0_data(value);
  ESS_SIGNING_CERT_V2 *names = d2i_ESS_SIGNING_CERT_V2(NULL, &at, ASN1_STRING_length(value));
  if (names == NULL) return 0;
  int is_named = OSSL_ESS_check_signing_certs(NULL, names, certificates, 1) == 1;
  ESS_SIGNING_CERT_V2_free(names);
  return is_named;
}

static int leads_to_anchor(
    X509 *signer, STACK_OF(X509) *certificates, const ebox_anchors *anchors, const int64_t *at) {
  X509_STORE *store = ebox_store(anchors, at);
  X509_STORE_CTX *context = X509_STORE_CTX_new();
  int leads = store != NULL && context != NULL
      && X509_STORE_CTX_init(context, store, signer, certificates) == 1 && X509_verify_cert(context) == 1;
  X509_STORE_CTX_free(context);
  X509_STORE_free(store);
  return leads;
}

static void read_signing_time(CMS_SignerInfo *info, ebox_seal_verdict *verdict) {
  const ASN1_TIME *time = attribute(info, NID_pkcs9_signingTime, V_ASN1_UTCTIME);
  if (time == NULL) time = attribute(info, NID_pkcs9_signingTime, V_ASN1_GENERALIZEDTIME);
  verdict->has_signed_at = ebox_seconds(time, &verdict->signed_at) == 0;
}

// The one stamp, or NULL.
static PKCS7 *stamp_of(CMS_SignerInfo *info) {
  const ASN1_STRING *value = CMS_unsigned_get0_data_by_OBJ(
      info, OBJ_nid2obj(NID_id_smime_aa_timeStampToken), -3, V_ASN1_SEQUENCE);
  if (value == NULL) return NULL;
  const unsigned char *start = ASN1_STRING_get0_data(value);
  const unsigned char *at = start;
  PKCS7 *token = d2i_PKCS7(NULL, &at, ASN1_STRING_length(value));
  if (token != NULL && at == start + ASN1_STRING_length(value)) return token;
  PKCS7_free(token);
  return NULL;
}

static void judge_stamp(CMS_SignerInfo *info, const ebox_anchors *anchors, ebox_seal_verdict *verdict) {
  verdict->stamp = EBOX_CHECK_FAILS;
  PKCS7 *token = stamp_of(info);
  if (token == NULL) return;
  const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(info);
  ebox_token_verdict found;
  memset(&found, 0, sizeof found);
  int is_read = ebox_token_judge(
      token, ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature), anchors, &found);
  PKCS7_free(token);
  verdict->authority = found.authority;
  if (is_read != 0) return;
  verdict->stamp = EBOX_CHECK_HOLDS;
  verdict->imprint = found.imprint;
  verdict->stamp_signature = found.signature;
  verdict->stamp_trust = found.trust;
  verdict->has_stamped_at = 1;
  verdict->stamped_at = found.at;
}

static int judge_signer(
    CMS_ContentInfo *cms, CMS_SignerInfo *info, const ebox_anchors *anchors, ebox_seal_verdict *verdict) {
  X509 *signer = signer_of(info);
  STACK_OF(X509) *certificates = certificates_of(cms, signer);
  if (certificates == NULL) return -1;
  verdict->signer = ebox_subject(signer);
  unsigned int count = sizeof verdict->fingerprint;
  verdict->has_fingerprint = X509_digest(signer, EVP_sha256(), verdict->fingerprint, &count) == 1
      && count == sizeof verdict->fingerprint;
  verdict->named = verdict_of(is_named(info, certificates));
  uint32_t usage = X509_get_key_usage(signer);
  verdict->trust = verdict_of(
      (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0
      && leads_to_anchor(signer, certificates, anchors, NULL));
  int is_timed = verdict->imprint == EBOX_CHECK_HOLDS && verdict->stamp_signature == EBOX_CHECK_HOLDS
      && verdict->stamp_trust == EBOX_CHECK_HOLDS;
  if (verdict->trust == EBOX_CHECK_HOLDS && is_timed) {
    verdict->validity = verdict_of(leads_to_anchor(signer, certificates, anchors, &verdict->stamped_at));
  }
  sk_X509_pop_free(certificates, X509_free);
  return 0;
}

int ebox_seal_judge(
    const unsigned char *document, size_t document_count, const unsigned char *seal, size_t seal_count,
    const ebox_anchors *anchors, const ebox_anchors *stamp_anchors, ebox_seal_verdict *verdict) {
  memset(verdict, 0, sizeof *verdict);
  verdict->digest = verdict->signature = verdict->named = EBOX_CHECK_NOT_MADE;
  verdict->stamp = verdict->imprint = verdict->stamp_signature = verdict->stamp_trust = EBOX_CHECK_NOT_MADE;
  verdict->trust = verdict->validity = EBOX_CHECK_NOT_MADE;
  ERR_clear_error();
  int outcome = 0;
  CMS_ContentInfo *cms = ebox_read_seal(seal, seal_count);
  CMS_SignerInfo *info = cms == NULL ? NULL : formed(cms);
  verdict->form = verdict_of(info != NULL);
  if (info != NULL) {
    read_signing_time(info, verdict);
    verdict->digest = verdict_of(has_digest(info, document, document_count));
    verdict->signature = verdict_of(CMS_SignerInfo_verify(info) == 1);
    judge_stamp(info, stamp_anchors, verdict);
    outcome = judge_signer(cms, info, anchors, verdict);
  }
  CMS_ContentInfo_free(cms);
  ERR_clear_error();
  return outcome;
}

void ebox_seal_verdict_free(ebox_seal_verdict *verdict) {
  free(verdict->signer);
  free(verdict->authority);
  verdict->signer = verdict->authority = NULL;
}
