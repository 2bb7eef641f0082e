#include "COpenDKIM.h"

#include <sys/types.h>
#include <stdbool.h>
#include <opendkim/dkim.h>
#include <stdio.h>
#include <string.h>

// Fields that are signed, and those whose adding afterwards breaks the signature.
static const u_char *signed_fields[] = {
    (u_char *)"from", (u_char *)"to", (u_char *)"subject", (u_char *)"date", (u_char *)"message-id",
    (u_char *)"mime-version", (u_char *)"content-type", (u_char *)"content-language",
    (u_char *)"auto-submitted", (u_char *)"list-id", NULL};
static const u_char *only_once[] = {(u_char *)"from", (u_char *)"to", (u_char *)"subject",
                                    (u_char *)"date", (u_char *)"reply-to", (u_char *)"content-type", NULL};

static const int margin_columns = 76;

ebox_dkim *ebox_dkim_open(void) {
  DKIM_LIB *library = dkim_init(NULL, NULL);
  if (!library) return NULL;
  if (!dkim_libfeature(library, DKIM_FEATURE_SHA256) ||
      dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_SIGNHDRS, signed_fields, sizeof(u_char **)) != 0 ||
      dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_OVERSIGNHDRS, only_once, sizeof(u_char **)) != 0) {
    dkim_close(library);
    return NULL;
  }
  return (ebox_dkim *)library;
}

static DKIM_STAT run(DKIM *dkim, const ebox_dkim_field *fields, size_t field_count,
                     const unsigned char *body, size_t body_count) {
  DKIM_STAT status = dkim_set_margin(dkim, margin_columns);
  for (size_t place = 0; status == DKIM_STAT_OK && place < field_count; place++)
    status = dkim_header(dkim, (u_char *)fields[place].bytes, fields[place].count);
  if (status == DKIM_STAT_OK) status = dkim_eoh(dkim);
  if (status == DKIM_STAT_OK && body_count > 0) status = dkim_body(dkim, (u_char *)body, body_count);
  if (status == DKIM_STAT_OK) status = dkim_eom(dkim, NULL);
  return status;
}

int ebox_dkim_sign(ebox_dkim *library, const ebox_dkim_signer *signer, const ebox_dkim_field *fields,
                   size_t field_count, const unsigned char *body, size_t body_count, char *value,
                   size_t value_size) {
  DKIM_STAT status = DKIM_STAT_OK;
  DKIM *dkim = dkim_sign((DKIM_LIB *)library, (u_char *)"notice", NULL, (dkim_sigkey_t)signer->key_pem,
                         (u_char *)signer->selector, (u_char *)signer->domain, DKIM_CANON_RELAXED,
                         DKIM_CANON_RELAXED, DKIM_SIGN_RSASHA256, -1, &status);
  if (dkim) {
    status = run(dkim, fields, field_count, body, body_count);
    u_char *text = NULL;
    size_t count = 0;
    if (status == DKIM_STAT_OK)
      status = dkim_getsighdr_d(dkim, strlen("DKIM-Signature: "), &text, &count);
    if (status == DKIM_STAT_OK && count + 1 > value_size) status = DKIM_STAT_NORESOURCE;
    if (status == DKIM_STAT_OK) {
      memcpy(value, text, count);
      value[count] = 0;
    } else {
      const char *reason = dkim_geterror(dkim);
      snprintf(value, value_size, "%s", reason ? reason : dkim_getresultstr(status));
    }
    dkim_free(dkim);
  } else {
    snprintf(value, value_size, "%s", dkim_getresultstr(status));
  }
  return (int)status;
}

void ebox_dkim_close(ebox_dkim *dkim) {
  if (dkim) dkim_close((DKIM_LIB *)dkim);
}
