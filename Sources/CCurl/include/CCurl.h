#ifndef EBOX_CCURL_H
#define EBOX_CCURL_H

#include <stddef.h>

// One SMTP connection of libcurl, kept from mail to mail. Blocking; used by one thread at a time.
typedef struct ebox_smtp ebox_smtp;

typedef struct {
  // smtp://host:port/hello-name, or smtps://… for TLS from the first byte.
  const char *url;
  // 1: no mail, user name or password leaves before STARTTLS succeeded.
  int start_tls;
  // Certificates that are trusted, PEM; NULL for those of the system.
  const char *ca_file;
  // NULL for a relay that asks for none.
  const char *user;
  const char *password;
  long connect_milliseconds;
  // For each answer.
  long reply_milliseconds;
  // For one mail, connecting included.
  long mail_milliseconds;
  // A connection that was idle for longer is not used again.
  long idle_seconds;
} ebox_smtp_settings;

// The last command that was sent.
enum ebox_smtp_stage {
  ebox_smtp_connect = 0,
  ebox_smtp_hello,
  ebox_smtp_tls,
  ebox_smtp_auth,
  ebox_smtp_from,
  ebox_smtp_recipient,
  ebox_smtp_data,
  // The whole mail was given: it may have been taken whatever comes after.
  ebox_smtp_given,
};

enum ebox_smtp_ending {
  ebox_smtp_done = 0,
  // Name, connection, time, or a connection that died.
  ebox_smtp_connection_failed,
  // The relay's certificate or TLS is not as required.
  ebox_smtp_tls_failed,
  ebox_smtp_login_failed,
  // The relay answered something else than was hoped for.
  ebox_smtp_answered,
};

typedef struct {
  enum ebox_smtp_ending ending;
  enum ebox_smtp_stage stage;
  // The code of the last answer at that stage; 0 when there was none.
  int reply;
  // libcurl's own code, for logs.
  int curl_code;
  // Connections that were made for this mail; 0 when a kept one was used.
  int connections_made;
  // The text of the last answer, without its code; cut at the end.
  char text[512];
} ebox_smtp_result;

// NULL when there is no memory.
ebox_smtp *ebox_smtp_open(const ebox_smtp_settings *settings);

// from and to are addresses without angle brackets; lines of the mail end in CRLF.
void ebox_smtp_send(ebox_smtp *smtp, const char *from, const char *to, const unsigned char *bytes,
                    size_t count, ebox_smtp_result *result);

void ebox_smtp_close(ebox_smtp *smtp);

#endif
