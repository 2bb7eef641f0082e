#include "internal.h"

#include <openssl/bio.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void ebox_crypto_bytes_free(ebox_crypto_bytes *bytes) {
  free(bytes->start);
  bytes->start = NULL;
  bytes->count = 0;
}

void ebox_crypto_text_free(char *text) { free(text); }

static int take(const void *from, size_t count, ebox_crypto_bytes *bytes) {
  if (from == NULL || count == 0) return -1;
  bytes->start = malloc(count);
  if (bytes->start == NULL) return -1;
  memcpy(bytes->start, from, count);
  bytes->count = count;
  return 0;
}

int ebox_take_bio(BIO *bio, ebox_crypto_bytes *bytes) {
  char *data = NULL;
  long count = BIO_get_mem_data(bio, &data);
  return count > 0 ? take(data, (size_t)count, bytes) : -1;
}

int ebox_take_cms(CMS_ContentInfo *cms, ebox_crypto_bytes *bytes) {
  unsigned char *der = NULL;
  int count = i2d_CMS_ContentInfo(cms, &der);
  int outcome = count > 0 ? take(der, (size_t)count, bytes) : -1;
  OPENSSL_free(der);
  return outcome;
}

char *ebox_subject(const X509 *certificate) {
  BIO *bio = BIO_new(BIO_s_mem());
  if (bio == NULL) return NULL;
  char *text = NULL;
  char *data = NULL;
  unsigned long form = XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB;
  if (X509_NAME_print_ex(bio, X509_get_subject_name(certificate), 0, form) >= 0) {
    long count = BIO_get_mem_data(bio, &data);
    text = malloc((size_t)(count < 0 ? 0 : count) + 1);
    if (text != NULL) {
      if (count > 0) memcpy(text, data, (size_t)count);
      text[count < 0 ? 0 : count] = 0;
    }
  }
  BIO_free(bio);
  return text;
}

int ebox_seconds(const ASN1_TIME *time, int64_t *seconds) {
  struct tm parts;
  if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1) return -1;
  *seconds = (int64_t)timegm(&parts);
  return 0;
}

// A locked key is refused, never asked about.
static int no_password(char *buffer, int size, int writes, void *context) { return -1; }

static STACK_OF(X509) *read_certificates(const unsigned char *pem, size_t count, int most) {
  if (count == 0 || count > EBOX_PEM_BYTES_MAX) return NULL;
  BIO *bio = BIO_new_mem_buf(pem, (int)count);
  STACK_OF(X509) *certificates = sk_X509_new_null();
  int is_good = bio != NULL && certificates != NULL;
  while (is_good) {
    ERR_clear_error();
    X509 *certificate = PEM_read_bio_X509(bio, NULL, no_password, NULL);
    if (certificate == NULL) {
      // Nothing more of that kind is the end; anything else is damage.
      is_good = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
      break;
    }
    if (sk_X509_num(certificates) >= most || sk_X509_push(certificates, certificate) == 0) {
      X509_free(certificate);
      is_good = 0;
    }
  }
  BIO_free(bio);
  if (is_good && sk_X509_num(certificates) > 0) return certificates;
  sk_X509_pop_free(certificates, X509_free);
  return NULL;
}

static int is_fit(EVP_PKEY *key) {
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) return EVP_PKEY_get_bits(key) >= 2048;
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return 0;
  char group[64] = "";
  size_t length = 0;
  if (EVP_PKEY_get_group_name(key, group, sizeof group, &length) != 1) return 0;
  int nid = OBJ_sn2nid(group);
  return nid == NID_X9_62_prime256v1 || nid == NID_secp384r1;
}

static ebox_signer_outcome load(
    ebox_signer *signer, const unsigned char *key, size_t key_count, const unsigned char *certificates,
    size_t certificates_count) {
  if (key_count == 0 || key_count > EBOX_PEM_BYTES_MAX) return EBOX_SIGNER_KEY_UNREADABLE;
  BIO *bio = BIO_new_mem_buf(key, (int)key_count);
  if (bio == NULL) return EBOX_SIGNER_KEY_UNREADABLE;
  signer->key = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
  BIO_free(bio);
  if (signer->key == NULL) return EBOX_SIGNER_KEY_UNREADABLE;
  if (!is_fit(signer->key)) return EBOX_SIGNER_KEY_UNFIT;
  signer->chain = read_certificates(certificates, certificates_count, 16);
  if (signer->chain == NULL) return EBOX_SIGNER_CERTIFICATES_UNREADABLE;
  signer->certificate = sk_X509_shift(signer->chain);
  if (X509_check_private_key(signer->certificate, signer->key) != 1) {
    return EBOX_SIGNER_CERTIFICATE_OF_OTHER_KEY;
  }
  uint32_t usage = X509_get_key_usage(signer->certificate);
  if ((usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) return EBOX_SIGNER_CERTIFICATE_UNFIT;
  return EBOX_SIGNER_OK;
}

ebox_signer *ebox_signer_load(
    const unsigned char *key, size_t key_count, const unsigned char *certificates, size_t certificates_count,
    ebox_signer_outcome *outcome) {
  *outcome = EBOX_SIGNER_KEY_UNREADABLE;
  ebox_signer *signer = calloc(1, sizeof *signer);
  if (signer == NULL) return NULL;
  *outcome = load(signer, key, key_count, certificates, certificates_count);
  ERR_clear_error();
  if (*outcome == EBOX_SIGNER_OK) return signer;
  ebox_signer_free(signer);
  return NULL;
}

void ebox_signer_free(ebox_signer *signer) {
  if (signer == NULL) return;
  EVP_PKEY_free(signer->key);
  X509_free(signer->certificate);
  sk_X509_pop_free(signer->chain, X509_free);
  free(signer);
}

char *ebox_signer_subject(const ebox_signer *signer) { return ebox_subject(signer->certificate); }

int ebox_signer_validity(const ebox_signer *signer, int64_t *begins, int64_t *ends) {
  if (ebox_seconds(X509_get0_notBefore(signer->certificate), begins) != 0) return -1;
  return ebox_seconds(X509_get0_notAfter(signer->certificate), ends);
}

int ebox_signer_fingerprint(const ebox_signer *signer, unsigned char *digest) {
  unsigned int count = 32;
  return X509_digest(signer->certificate, EVP_sha256(), digest, &count) == 1 && count == 32 ? 0 : -1;
}

ebox_anchors *ebox_anchors_load(const unsigned char *pem, size_t count) {
  STACK_OF(X509) *certificates = read_certificates(pem, count, 256);
  ERR_clear_error();
  if (certificates == NULL) return NULL;
  ebox_anchors *anchors = calloc(1, sizeof *anchors);
  if (anchors == NULL) {
    sk_X509_pop_free(certificates, X509_free);
    return NULL;
  }
  anchors->certificates = certificates;
  return anchors;
}

void ebox_anchors_free(ebox_anchors *anchors) {
  if (anchors == NULL) return;
  sk_X509_pop_free(anchors->certificates, X509_free);
  free(anchors);
}

X509_STORE *ebox_store(const ebox_anchors *anchors, const int64_t *at) {
  X509_STORE *store = X509_STORE_new();
  if (store == NULL) return NULL;
  for (int i = 0; i < sk_X509_num(anchors->certificates); i++) {
    if (X509_STORE_add_cert(store, sk_X509_value(anchors->certificates, i)) != 1) {
      X509_STORE_free(store);
      return NULL;
    }
  }
  X509_VERIFY_PARAM *how = X509_STORE_get0_param(store);
  // An anchor is trusted whoever signed it; 112 bits or more all along.
  X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN | (at == NULL ? X509_V_FLAG_NO_CHECK_TIME : 0));
  X509_VERIFY_PARAM_set_auth_level(how, 2);
  if (at != NULL) X509_VERIFY_PARAM_set_time(how, (time_t)*at);
  return store;
}

int ebox_is_strong(int digest) {
  return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}
