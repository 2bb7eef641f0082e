#ifndef EBOX_COPENSSL_H
#define EBOX_COPENSSL_H

#include <stddef.h>
#include <stdint.h>

// Seals and time stamps by OpenSSL's libcrypto: CMS SignedData (RFC 5652) as CAdES, time stamps (RFC 3161). Works on
// bytes in memory only: no file, no network, no clock. Everything may be called by many threads at once; what is loaded is
// never changed.

// Bytes that are given back; freed with ebox_crypto_bytes_free.
typedef struct {
  unsigned char *start;
  size_t count;
} ebox_crypto_bytes;

void ebox_crypto_bytes_free(ebox_crypto_bytes *bytes);
void ebox_crypto_text_free(char *text);

// A private key with its certificate, and what leads from that to an anchor.
typedef struct ebox_signer ebox_signer;

typedef enum {
  EBOX_SIGNER_OK = 0,
  // Not PEM, not a private key, or locked by a password.
  EBOX_SIGNER_KEY_UNREADABLE = 1,
  // Neither RSA of 2048 bits or more nor P-256 or P-384.
  EBOX_SIGNER_KEY_UNFIT = 2,
  // Not PEM, no certificate, or more than 16.
  EBOX_SIGNER_CERTIFICATES_UNREADABLE = 3,
  // The first certificate is another key's.
  EBOX_SIGNER_CERTIFICATE_OF_OTHER_KEY = 4,
  // The first certificate is not for signatures.
  EBOX_SIGNER_CERTIFICATE_UNFIT = 5,
} ebox_signer_outcome;

// Both in PEM; the signer's own certificate comes first. NULL when they can't be used; the outcome says why.
ebox_signer *ebox_signer_load(
    const unsigned char *key, size_t key_count, const unsigned char *certificates, size_t certificates_count,
    ebox_signer_outcome *outcome);
void ebox_signer_free(ebox_signer *signer);
// The subject of its certificate (RFC 4514, UTF-8), freed with ebox_crypto_text_free; NULL when memory is short.
char *ebox_signer_subject(const ebox_signer *signer);
// Seconds since 1970 between which its certificate is valid. 0, or -1 when they can't be read.
int ebox_signer_validity(const ebox_signer *signer, int64_t *begins, int64_t *ends);
// SHA-256 of its certificate, 32 bytes. 0, or -1 on a fault.
int ebox_signer_fingerprint(const ebox_signer *signer, unsigned char *digest);

// Certificates that are trusted.
typedef struct ebox_anchors ebox_anchors;

// PEM. NULL when it is not, or holds none or more than 256.
ebox_anchors *ebox_anchors_load(const unsigned char *pem, size_t count);
void ebox_anchors_free(ebox_anchors *anchors);

// A detached seal over the document, DER: CAdES with the signing certificate's attribute, SHA-256, that signing time (seconds
// since 1970) and all certificates. 0, or -1 on a fault.
int ebox_seal_make(
    const ebox_signer *signer, const unsigned char *document, size_t document_count, int64_t at,
    ebox_crypto_bytes *seal);

// What a time-stamp authority is asked for: a stamp over the signature of the seal, with the authority's certificate.
// `policy`: dotted, or NULL for any. 0, or -1 on a fault.
int ebox_stamp_request(
    const unsigned char *seal, size_t seal_count, const unsigned char *nonce, size_t nonce_count,
    const char *policy, ebox_crypto_bytes *request);

typedef enum {
  EBOX_STAMP_OK = 0,
  // Not the answer of a time-stamp authority, whole.
  EBOX_STAMP_UNREADABLE = 1,
  // The authority says no.
  EBOX_STAMP_REFUSED = 2,
  // Of another request: another imprint, nonce, policy.
  EBOX_STAMP_OF_OTHER_REQUEST = 3,
  // By a certificate that is no authority's, or does not lead to an anchor at the time of the stamp.
  EBOX_STAMP_NOT_TRUSTED = 4,
  // Its own signature is wrong.
  EBOX_STAMP_WRONG = 5,
  // A fault here.
  EBOX_STAMP_FAULT = 6,
} ebox_stamp_outcome;

// Checks the answer to `request` and puts the stamp into the seal, which becomes CAdES-T. `at`: what the stamp says, seconds
// since 1970. Bytes are given back with EBOX_STAMP_OK only.
ebox_stamp_outcome ebox_stamp_take(
    const unsigned char *seal, size_t seal_count, const unsigned char *request, size_t request_count,
    const unsigned char *answer, size_t answer_count, const ebox_anchors *anchors, int64_t *at,
    ebox_crypto_bytes *stamped);

typedef enum {
  EBOX_CHECK_FAILS = 0,
  EBOX_CHECK_HOLDS = 1,
  // What it needs is not there, because another check fails.
  EBOX_CHECK_NOT_MADE = 2,
} ebox_check;

typedef struct {
  // A detached SignedData over data, whole, of one signer whose certificate is in it, by methods that are in use.
  ebox_check form;
  // The document is the one that was sealed.
  ebox_check digest;
  // The seal's own signature.
  ebox_check signature;
  // The certificate is the one that the signed attributes name.
  ebox_check named;
  // One stamp is there and can be read.
  ebox_check stamp;
  // It is over the signature of this seal.
  ebox_check imprint;
  // Its own signature, by a certificate that its signed attributes name.
  ebox_check stamp_signature;
  // Its certificate is an authority's and leads to an anchor, at the time of the stamp.
  ebox_check stamp_trust;
  // The signer's certificate is for signatures and leads to an anchor.
  ebox_check trust;
  // It and those it leads to were valid at the time of the stamp.
  ebox_check validity;
  int has_signed_at;
  int64_t signed_at;
  int has_stamped_at;
  int64_t stamped_at;
  // Subjects as of ebox_signer_subject; NULL for none.
  char *signer;
  char *authority;
  // SHA-256 of the signer's certificate.
  int has_fingerprint;
  unsigned char fingerprint[32];
} ebox_seal_verdict;

// 0, or -1 on a fault here. The verdict is freed with ebox_seal_verdict_free in both cases.
int ebox_seal_judge(
    const unsigned char *document, size_t document_count, const unsigned char *seal, size_t seal_count,
    const ebox_anchors *anchors, const ebox_anchors *stamp_anchors, ebox_seal_verdict *verdict);
void ebox_seal_verdict_free(ebox_seal_verdict *verdict);

// Plays a time-stamp authority: the answer to any request, a refusal included. The signer's certificate must be for time
// stamps. `serial`: unlike that of any other stamp. 0, or -1 on a fault.
int ebox_authority_answer(
    const ebox_signer *signer, const unsigned char *request, size_t request_count, int64_t at,
    const unsigned char *serial, size_t serial_count, const char *policy, ebox_crypto_bytes *answer);

#endif
