#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct ebox_smtp {
  CURL *curl;
  const unsigned char *bytes;
  size_t count;
  size_t position;
  ebox_smtp_result *result;
  // libcurl takes leave after a refusal; the answer to that is no answer to the mail.
  int is_leaving;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static CURLcode started = CURLE_FAILED_INIT;

static void start(void) { started = curl_global_init(CURL_GLOBAL_DEFAULT); }

static void reach(ebox_smtp_result *result, enum ebox_smtp_stage stage) {
  result->stage = stage;
  result->reply = 0;
  result->text[0] = 0;
}

// Hands out the mail. After its last byte libcurl sends the final dot: from then on it may be taken.
static size_t give(char *buffer, size_t size, size_t items, void *user) {
  ebox_smtp *smtp = user;
  size_t room = size * items, left = smtp->count - smtp->position;
  if (left > room) left = room;
  memcpy(buffer, smtp->bytes + smtp->position, left);
  smtp->position += left;
  if (smtp->position == smtp->count && smtp->result->stage != ebox_smtp_given)
    reach(smtp->result, ebox_smtp_given);
  return left;
}

static int begins(const char *line, size_t size, const char *word) {
  size_t length = strlen(word);
  return size >= length && strncasecmp(line, word, length) == 0;
}

static void sent(ebox_smtp_result *result, const char *line, size_t size) {
  if (begins(line, size, "EHLO") || begins(line, size, "HELO")) reach(result, ebox_smtp_hello);
  else if (begins(line, size, "STARTTLS")) reach(result, ebox_smtp_tls);
  else if (begins(line, size, "AUTH")) reach(result, ebox_smtp_auth);
  else if (begins(line, size, "MAIL FROM:")) reach(result, ebox_smtp_from);
  else if (begins(line, size, "RCPT TO:")) reach(result, ebox_smtp_recipient);
  else if (begins(line, size, "DATA")) reach(result, ebox_smtp_data);
}

static void answered(ebox_smtp_result *result, const char *line, size_t size) {
  if (size < 3) return;
  int code = 0;
  for (int place = 0; place < 3; place++) {
    if (line[place] < '0' || line[place] > '9') return;
    code = code * 10 + (line[place] - '0');
  }
  result->reply = code;
  size_t from = size > 3 ? 4 : 3, length = 0;
  while (from + length < size && length < sizeof result->text - 1 && line[from + length] != '\r' &&
         line[from + length] != '\n')
    length++;
  memcpy(result->text, line + from, length);
  result->text[length] = 0;
}

static int watch(CURL *curl, curl_infotype type, char *data, size_t size, void *user) {
  (void)curl;
  ebox_smtp *smtp = user;
  if (!smtp->result) return 0;
  if (type == CURLINFO_HEADER_OUT) {
    if (begins(data, size, "QUIT")) smtp->is_leaving = 1;
    sent(smtp->result, data, size);
  }
  if (type == CURLINFO_HEADER_IN && !smtp->is_leaving) answered(smtp->result, data, size);
  return 0;
}

static int configure(CURL *curl, ebox_smtp *smtp, const ebox_smtp_settings *settings) {
  CURLcode code = CURLE_OK;
#define SET(option, value) \
  if (code == CURLE_OK) code = curl_easy_setopt(curl, option, value)
  SET(CURLOPT_URL, settings->url);
  SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  SET(CURLOPT_PROXY, "");
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_UPLOAD, 1L);
  SET(CURLOPT_USE_SSL, settings->start_tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
  SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (settings->ca_file) SET(CURLOPT_CAINFO, settings->ca_file);
  if (settings->user) SET(CURLOPT_USERNAME, settings->user);
  if (settings->user) SET(CURLOPT_PASSWORD, settings->password ? settings->password : "");
  SET(CURLOPT_CONNECTTIMEOUT_MS, settings->connect_milliseconds);
  SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (settings->reply_milliseconds + 999) / 1000);
  SET(CURLOPT_TIMEOUT_MS, settings->mail_milliseconds);
  SET(CURLOPT_MAXAGE_CONN, settings->idle_seconds);
  SET(CURLOPT_READFUNCTION, give);
  SET(CURLOPT_READDATA, smtp);
  SET(CURLOPT_DEBUGFUNCTION, watch);
  SET(CURLOPT_DEBUGDATA, smtp);
  SET(CURLOPT_VERBOSE, 1L);
#undef SET
  return code == CURLE_OK;
}

ebox_smtp *ebox_smtp_open(const ebox_smtp_settings *settings) {
  pthread_once(&once, start);
  if (started != CURLE_OK) return NULL;
  ebox_smtp *smtp = calloc(1, sizeof *smtp);
  if (!smtp) return NULL;
  smtp->curl = curl_easy_init();
  if (smtp->curl && configure(smtp->curl, smtp, settings)) return smtp;
  ebox_smtp_close(smtp);
  return NULL;
}

static enum ebox_smtp_ending ending(CURLcode code, const ebox_smtp_result *result) {
  switch (code) {
    case CURLE_OK:
      return ebox_smtp_done;
    case CURLE_LOGIN_DENIED:
      return ebox_smtp_login_failed;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED:
      return ebox_smtp_tls_failed;
    default:
      return result->reply >= 400 ? ebox_smtp_answered : ebox_smtp_connection_failed;
  }
}

void ebox_smtp_send(ebox_smtp *smtp, const char *from, const char *to, const unsigned char *bytes,
                    size_t count, ebox_smtp_result *result) {
  memset(result, 0, sizeof *result);
  smtp->bytes = bytes;
  smtp->count = count;
  smtp->position = 0;
  smtp->is_leaving = 0;
  smtp->result = result;
  struct curl_slist *recipients = curl_slist_append(NULL, to);
  CURLcode code = recipients ? CURLE_OK : CURLE_OUT_OF_MEMORY;
  if (code == CURLE_OK) code = curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, from);
  if (code == CURLE_OK) code = curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
  if (code == CURLE_OK) code = curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)count);
  if (code == CURLE_OK) code = curl_easy_perform(smtp->curl);
  long connections = 0;
  curl_easy_getinfo(smtp->curl, CURLINFO_NUM_CONNECTS, &connections);
  result->connections_made = (int)connections;
  result->curl_code = (int)code;
  result->ending = ending(code, result);
  smtp->result = NULL;
  curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all(recipients);
}

void ebox_smtp_close(ebox_smtp *smtp) {
  if (!smtp) return;
  if (smtp->curl) curl_easy_cleanup(smtp->curl);
  free(smtp);
}
