#ifndef EBOX_COPENDKIM_H
#define EBOX_COPENDKIM_H

#include <stddef.h>

// libopendkim, set up once for signing: rsa-sha256, relaxed/relaxed. May be used by many threads.
typedef struct ebox_dkim ebox_dkim;

// A header field as it stands in the mail: name, colon, value, folds with CRLF, without the last CRLF.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} ebox_dkim_field;

typedef struct {
  const char *key_pem;
  const char *selector;
  const char *domain;
} ebox_dkim_signer;

// NULL when there is no memory, or the library lacks rsa-sha256.
ebox_dkim *ebox_dkim_open(void);

// Writes the value of the DKIM-Signature field, folded with CRLF, NUL at the end.
// Returns 0, or the library's status; then value holds its text.
int ebox_dkim_sign(ebox_dkim *dkim, const ebox_dkim_signer *signer, const ebox_dkim_field *fields,
                   size_t field_count, const unsigned char *body, size_t body_count, char *value,
                   size_t value_size);

void ebox_dkim_close(ebox_dkim *dkim);

#endif
