#ifndef EBOX_COPENSSL_INTERNAL_H
#define EBOX_COPENSSL_INTERNAL_H

#include "COpenSSL.h"

#include <limits.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Bytes that one document, seal or answer may have here.
enum { EBOX_BYTES_MAX = 16 * 1024 * 1024 };
// Of a key or of certificates' files.
enum { EBOX_PEM_BYTES_MAX = 1024 * 1024 };

struct ebox_signer {
  EVP_PKEY *key;
  X509 *certificate;
  STACK_OF(X509) *chain;
};

struct ebox_anchors {
  STACK_OF(X509) *certificates;
};

// Takes over what a memory BIO, or an encoder, made. 0, or -1.
int ebox_take_bio(BIO *bio, ebox_crypto_bytes *bytes);
int ebox_take_cms(CMS_ContentInfo *cms, ebox_crypto_bytes *bytes);

// The whole of the bytes, or NULL.
CMS_ContentInfo *ebox_read_seal(const unsigned char *bytes, size_t count);
// The one signer, or NULL.
CMS_SignerInfo *ebox_only_signer(CMS_ContentInfo *cms);

char *ebox_subject(const X509 *certificate);
// 0, or -1 when it can't be read.
int ebox_seconds(const ASN1_TIME *time, int64_t *seconds);

// The anchors as a store that looks at that moment; NULL on a fault. `at` NULL: times are not looked at.
X509_STORE *ebox_store(const ebox_anchors *anchors, const int64_t *at);

// What a time-stamp token is worth.
typedef struct {
  ebox_check imprint;
  ebox_check signature;
  ebox_check trust;
  int64_t at;
  char *authority;
} ebox_token_verdict;

// -1 when it can't be read as a token, 0 otherwise.
int ebox_token_judge(
    PKCS7 *token, const unsigned char *stamped, size_t stamped_count, const ebox_anchors *anchors,
    ebox_token_verdict *verdict);

// Whether that is a digest that is in use: SHA-256, SHA-384, SHA-512.
int ebox_is_strong(int digest);

#endif
