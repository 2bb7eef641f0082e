#include "internal.h"

#include <openssl/bio.h>
#include <string.h>

// Whether that certificate of the chain is the signer's own or stands before.
static int is_repeated(const ebox_signer *signer, int place) {
  X509 *certificate = sk_X509_value(signer->chain, place);
  int is_there = X509_cmp(certificate, signer->certificate) == 0;
  for (int i = 0; i < place && !is_there; i++) {
    is_there = X509_cmp(certificate, sk_X509_value(signer->chain, i)) == 0;
  }
  return is_there;
}

int ebox_seal_make(
    const ebox_signer *signer, const unsigned char *document, size_t document_count, int64_t at,
    ebox_crypto_bytes *seal) {
  if (document_count == 0 || document_count > EBOX_BYTES_MAX) return -1;
  const unsigned int form = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_CADES;
  int outcome = -1;
  BIO *bio = BIO_new_mem_buf(document, (int)document_count);
  ASN1_TIME *time = ASN1_TIME_set(NULL, (time_t)at);
  CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, form);
  if (bio == NULL || time == NULL || cms == NULL) goto done;
  CMS_SignerInfo *info = CMS_add1_signer(cms, signer->certificate, signer->key, EVP_sha256(), form);
  if (info == NULL) goto done;
  if (CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time, -1) != 1) goto done;
  for (int i = 0; i < sk_X509_num(signer->chain); i++) {
    if (is_repeated(signer, i)) continue;
    if (CMS_add1_cert(cms, sk_X509_value(signer->chain, i)) != 1) goto done;
  }
  if (CMS_final(cms, bio, NULL, CMS_BINARY | CMS_DETACHED) != 1) goto done;
  outcome = ebox_take_cms(cms, seal);
done:
  CMS_ContentInfo_free(cms);
  ASN1_TIME_free(time);
  BIO_free(bio);
  ERR_clear_error();
  return outcome;
}

CMS_ContentInfo *ebox_read_seal(const unsigned char *bytes, size_t count) {
  if (count == 0 || count > EBOX_BYTES_MAX) return NULL;
  const unsigned char *at = bytes;
  CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, (long)count);
  if (cms == NULL) return NULL;
  if (at == bytes + count && OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed) return cms;
  CMS_ContentInfo_free(cms);
  return NULL;
}

CMS_SignerInfo *ebox_only_signer(CMS_ContentInfo *cms) {
  STACK_OF(CMS_SignerInfo) *all = CMS_get0_SignerInfos(cms);
  return all != NULL && sk_CMS_SignerInfo_num(all) == 1 ? sk_CMS_SignerInfo_value(all, 0) : NULL;
}

// Of the seal's signature: what is stamped.
static int signature_digest(CMS_ContentInfo *cms, unsigned char *digest) {
  CMS_SignerInfo *info = ebox_only_signer(cms);
  if (info == NULL) return -1;
  ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(info);
  if (signature == NULL || ASN1_STRING_length(signature) <= 0) return -1;
  unsigned int count = 0;
  int is_done = EVP_Digest(
      ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature), digest, &count, EVP_sha256(),
      NULL);
  return is_done == 1 && count == 32 ? 0 : -1;
}

static TS_REQ *make_request(
    unsigned char *digest, const unsigned char *nonce, size_t nonce_count, const char *policy) {
  TS_REQ *request = TS_REQ_new();
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
  X509_ALGOR *method = X509_ALGOR_new();
  BIGNUM *number = BN_bin2bn(nonce, (int)nonce_count, NULL);
  ASN1_INTEGER *integer = number == NULL ? NULL : BN_to_ASN1_INTEGER(number, NULL);
  ASN1_OBJECT *object = policy == NULL ? NULL : OBJ_txt2obj(policy, 1);
  int is_good = request != NULL && imprint != NULL && method != NULL && integer != NULL
      && (policy == NULL || object != NULL);
  if (is_good) {
    X509_ALGOR_set_md(method, EVP_sha256());
    is_good = TS_REQ_set_version(request, 1) == 1 && TS_MSG_IMPRINT_set_algo(imprint, method) == 1
        && TS_MSG_IMPRINT_set_msg(imprint, digest, 32) == 1 && TS_REQ_set_msg_imprint(request, imprint) == 1
        && (object == NULL || TS_REQ_set_policy_id(request, object) == 1)
        && TS_REQ_set_nonce(request, integer) == 1 && TS_REQ_set_cert_req(request, 1) == 1;
  }
  ASN1_OBJECT_free(object);
  ASN1_INTEGER_free(integer);
  BN_free(number);
  X509_ALGOR_free(method);
  TS_MSG_IMPRINT_free(imprint);
  if (is_good) return request;
  TS_REQ_free(request);
  return NULL;
}

int ebox_stamp_request(
    const unsigned char *seal, size_t seal_count, const unsigned char *nonce, size_t nonce_count,
    const char *policy, ebox_crypto_bytes *request) {
  if (nonce_count == 0 || nonce_count > 32) return -1;
  unsigned char digest[EVP_MAX_MD_SIZE];
  int outcome = -1;
  TS_REQ *made = NULL;
  BIO *bio = NULL;
  CMS_ContentInfo *cms = ebox_read_seal(seal, seal_count);
  if (cms == NULL || signature_digest(cms, digest) != 0) goto done;
  made = make_request(digest, nonce, nonce_count, policy);
  bio = BIO_new(BIO_s_mem());
  if (made == NULL || bio == NULL || i2d_TS_REQ_bio(bio, made) != 1) goto done;
  outcome = ebox_take_bio(bio, request);
done:
  BIO_free(bio);
  TS_REQ_free(made);
  CMS_ContentInfo_free(cms);
  ERR_clear_error();
  return outcome;
}

// Whether the token answers the request: version, imprint, nonce, policy where one was asked for.
static int answers(const TS_TST_INFO *info, TS_REQ *request) {
  TS_MSG_IMPRINT *asked = TS_REQ_get_msg_imprint(request);
  TS_MSG_IMPRINT *given = TS_TST_INFO_get_msg_imprint((TS_TST_INFO *)info);
  const ASN1_INTEGER *nonce = TS_TST_INFO_get_nonce(info);
  ASN1_OBJECT *policy = TS_REQ_get_policy_id(request);
  if (TS_TST_INFO_get_version(info) != 1 || asked == NULL || given == NULL || nonce == NULL) return 0;
  const ASN1_OBJECT *asked_method = NULL;
  const ASN1_OBJECT *given_method = NULL;
  X509_ALGOR_get0(&asked_method, NULL, NULL, TS_MSG_IMPRINT_get_algo(asked));
  X509_ALGOR_get0(&given_method, NULL, NULL, TS_MSG_IMPRINT_get_algo(given));
  if (OBJ_cmp(asked_method, given_method) != 0) return 0;
  if (ASN1_OCTET_STRING_cmp(TS_MSG_IMPRINT_get_msg(asked), TS_MSG_IMPRINT_get_msg(given)) != 0) return 0;
  if (ASN1_INTEGER_cmp(nonce, TS_REQ_get_nonce(request)) != 0) return 0;
  return policy == NULL || OBJ_cmp(policy, TS_TST_INFO_get_policy_id((TS_TST_INFO *)info)) == 0;
}

static TS_REQ *read_request(const unsigned char *bytes, size_t count) {
  if (count == 0 || count > EBOX_BYTES_MAX) return NULL;
  const unsigned char *at = bytes;
  return d2i_TS_REQ(NULL, &at, (long)count);
}

// The token of an answer that grants it; owned by the answer.
static ebox_stamp_outcome token_of(TS_RESP *answer, PKCS7 **token) {
  const ASN1_INTEGER *status = TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(answer));
  long number = status == NULL ? -1 : ASN1_INTEGER_get(status);
  if (number != TS_STATUS_GRANTED && number != TS_STATUS_GRANTED_WITH_MODS) return EBOX_STAMP_REFUSED;
  *token = TS_RESP_get_token(answer);
  return *token == NULL ? EBOX_STAMP_UNREADABLE : EBOX_STAMP_OK;
}

static ebox_stamp_outcome judge(
    PKCS7 *token, TS_REQ *request, CMS_SignerInfo *signer, const ebox_anchors *anchors, int64_t *at) {
  TS_TST_INFO *info = PKCS7_to_TS_TST_INFO(token);
  if (info == NULL) return EBOX_STAMP_UNREADABLE;
  int is_ours = answers(info, request);
  TS_TST_INFO_free(info);
  if (!is_ours) return EBOX_STAMP_OF_OTHER_REQUEST;
  const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(signer);
  ebox_token_verdict verdict;
  memset(&verdict, 0, sizeof verdict);
  int is_read = ebox_token_judge(
      token, ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature), anchors, &verdict);
  ebox_crypto_text_free(verdict.authority);
  *at = verdict.at;
  if (is_read != 0) return EBOX_STAMP_UNREADABLE;
  if (verdict.imprint != EBOX_CHECK_HOLDS) return EBOX_STAMP_OF_OTHER_REQUEST;
  if (verdict.trust == EBOX_CHECK_FAILS) return EBOX_STAMP_NOT_TRUSTED;
  if (verdict.signature == EBOX_CHECK_FAILS) return EBOX_STAMP_WRONG;
  return EBOX_STAMP_OK;
}

// As the unsigned attribute signatureTimeStampToken.
static ebox_stamp_outcome put(PKCS7 *token, CMS_SignerInfo *signer) {
  unsigned char *der = NULL;
  int count = i2d_PKCS7(token, &der);
  int is_put = count > 0
      && CMS_unsigned_add1_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE, der, count) == 1;
  OPENSSL_free(der);
  return is_put ? EBOX_STAMP_OK : EBOX_STAMP_FAULT;
}

ebox_stamp_outcome ebox_stamp_take(
    const unsigned char *seal, size_t seal_count, const unsigned char *request, size_t request_count,
    const unsigned char *answer, size_t answer_count, const ebox_anchors *anchors, int64_t *at,
    ebox_crypto_bytes *stamped) {
  if (answer_count == 0 || answer_count > EBOX_BYTES_MAX) return EBOX_STAMP_UNREADABLE;
  ebox_stamp_outcome outcome = EBOX_STAMP_FAULT;
  const unsigned char *end = answer;
  PKCS7 *token = NULL;
  TS_RESP *read = NULL;
  TS_REQ *asked = read_request(request, request_count);
  CMS_ContentInfo *cms = ebox_read_seal(seal, seal_count);
  CMS_SignerInfo *signer = cms == NULL ? NULL : ebox_only_signer(cms);
  if (asked == NULL || signer == NULL) goto done;
  outcome = EBOX_STAMP_UNREADABLE;
  read = d2i_TS_RESP(NULL, &end, (long)answer_count);
  if (read == NULL || end != answer + answer_count) goto done;
  outcome = token_of(read, &token);
  if (outcome == EBOX_STAMP_OK) outcome = judge(token, asked, signer, anchors, at);
  if (outcome == EBOX_STAMP_OK) outcome = put(token, signer);
  if (outcome == EBOX_STAMP_OK && ebox_take_cms(cms, stamped) != 0) outcome = EBOX_STAMP_FAULT;
done:
  TS_RESP_free(read);
  TS_REQ_free(asked);
  CMS_ContentInfo_free(cms);
  ERR_clear_error();
  return outcome;
}
