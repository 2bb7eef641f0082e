#include "internal.h"

#include <openssl/bio.h>

typedef struct {
  const unsigned char *start;
  size_t count;
} serial_bytes;

static ASN1_INTEGER *serial_of(TS_RESP_CTX *context, void *data) {
  const serial_bytes *serial = data;
  BIGNUM *number = BN_bin2bn(serial->start, (int)serial->count, NULL);
  ASN1_INTEGER *integer = number == NULL ? NULL : BN_to_ASN1_INTEGER(number, NULL);
  BN_free(number);
  return integer;
}

static int time_of(TS_RESP_CTX *context, void *data, long *seconds, long *microseconds) {
  *seconds = (long)*(const int64_t *)data;
  *microseconds = 0;
  return 1;
}

int ebox_authority_answer(
    const ebox_signer *signer, const unsigned char *request, size_t request_count, int64_t at,
    const unsigned char *serial, size_t serial_count, const char *policy, ebox_crypto_bytes *answer) {
  if (request_count == 0 || request_count > EBOX_BYTES_MAX || serial_count == 0 || serial_count > 20) return -1;
  serial_bytes number = {serial, serial_count};
  int outcome = -1;
  TS_RESP *made = NULL;
  BIO *out = BIO_new(BIO_s_mem());
  BIO *in = BIO_new_mem_buf(request, (int)request_count);
  ASN1_OBJECT *object = OBJ_txt2obj(policy, 1);
  TS_RESP_CTX *context = TS_RESP_CTX_new();
  if (in == NULL || out == NULL || object == NULL || context == NULL) goto done;
  TS_RESP_CTX_set_serial_cb(context, serial_of, &number);
  TS_RESP_CTX_set_time_cb(context, time_of, &at);
  if (TS_RESP_CTX_set_signer_cert(context, signer->certificate) != 1
      || TS_RESP_CTX_set_signer_key(context, signer->key) != 1
      || TS_RESP_CTX_set_signer_digest(context, EVP_sha256()) != 1
      || TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256()) != 1
      || TS_RESP_CTX_set_certs(context, signer->chain) != 1
      || TS_RESP_CTX_set_def_policy(context, object) != 1 || TS_RESP_CTX_add_md(context, EVP_sha256()) != 1
      || TS_RESP_CTX_add_md(context, EVP_sha384()) != 1 || TS_RESP_CTX_add_md(context, EVP_sha512()) != 1)
    goto done;
  made = TS_RESP_create_response(context, in);
  if (made == NULL || i2d_TS_RESP_bio(out, made) != 1) goto done;
  outcome = ebox_take_bio(out, answer);
done:
  TS_RESP_free(made);
  TS_RESP_CTX_free(context);
  ASN1_OBJECT_free(object);
  BIO_free(in);
  BIO_free(out);
  ERR_clear_error();
  return outcome;
}
