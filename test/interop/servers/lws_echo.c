/* Echoes on every path: lws_echo PORT. Its subprotocols are those of its list, the first where none is asked for. */
#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the largest message. */
#define LIMIT (4 << 20)

struct echo {
  unsigned char *buffer; /* LWS_PRE bytes, then the message */
  size_t length;
  int whole, binary;
};

static void ask_to_close(struct lws *wsi, char *text) {
  char *reason;
  long code = strtol(text + strlen("close:"), &reason, 10);
  if (*reason == ':') reason++;
  lws_close_reason(wsi, (enum lws_close_status)code, (unsigned char *)reason, strlen(reason));
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
  struct echo *echo = user;
  switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
      echo->buffer = malloc(LWS_PRE + LIMIT + 1);
      return echo->buffer ? 0 : -1;
    case LWS_CALLBACK_CLOSED:
      free(echo->buffer);
      return 0;
    case LWS_CALLBACK_RECEIVE: {
      if (lws_is_first_fragment(wsi)) echo->length = 0;
      if (echo->length + length > LIMIT) return -1;
      memcpy(echo->buffer + LWS_PRE + echo->length, in, length);
      echo->length += length;
      if (!lws_is_final_fragment(wsi)) return 0;
      char *text = (char *)echo->buffer + LWS_PRE;
      text[echo->length] = 0;
      echo->binary = lws_frame_is_binary(wsi);
      if (!echo->binary && !strncmp(text, "close:", strlen("close:"))) {
        ask_to_close(wsi, text);
        return -1;
      }
      echo->whole = 1;
      /* Nothing more is taken in before this is out again: there is one buffer. */
      lws_rx_flow_control(wsi, 0);
      lws_callback_on_writable(wsi);
      return 0;
    }
    case LWS_CALLBACK_SERVER_WRITEABLE:
      if (!echo->whole) return 0;
      echo->whole = 0;
      lws_write(wsi, echo->buffer + LWS_PRE, echo->length, echo->binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT);
      lws_rx_flow_control(wsi, 1);
      return 0;
    default:
      return lws_callback_http_dummy(wsi, reason, user, in, length);
  }
}

static const struct lws_protocols protocols[] = {
  {"echo", on_event, sizeof(struct echo), 65536, 0, NULL, 0},
  {"soap", on_event, sizeof(struct echo), 65536, 0, NULL, 0},
  {"xmpp", on_event, sizeof(struct echo), 65536, 0, NULL, 0},
  {NULL, NULL, 0, 0, 0, NULL, 0},
};

static const struct lws_extension extensions[] = {
  {"permessage-deflate", lws_extension_callback_pm_deflate, "permessage-deflate; client_no_context_takeover"},
  {NULL, NULL, NULL},
};

int main(int count, char **arguments) {
  struct lws_context_creation_info info = {0};
  lws_set_log_level(LLL_ERR, NULL);
  info.port = count > 1 ? atoi(arguments[1]) : 0;
  info.iface = "127.0.0.1";
  info.protocols = protocols;
  info.extensions = extensions;
  struct lws_context *context = lws_create_context(&info);
  if (!context) return 1;
  while (lws_service(context, 0) >= 0) continue;
  lws_context_destroy(context);
  return 0;
}
