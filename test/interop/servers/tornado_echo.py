"""Echoes on every path: python3 tornado_echo.py PORT"""

import sys

from tornado.ioloop import IOLoop
from tornado.web import Application
from tornado.websocket import WebSocketHandler

SUBPROTOCOLS = ("soap", "xmpp")


class Echo(WebSocketHandler):
    def check_origin(self, origin):
        return True

    def select_subprotocol(self, subprotocols):
        return next((name for name in subprotocols if name in SUBPROTOCOLS), None)

    def get_compression_options(self):
        return {}

    def on_message(self, message):
        if isinstance(message, str) and message.startswith("close:"):
            _, code, reason = message.split(":", 2)
            self.close(int(code), reason)
        else:
            self.write_message(message, binary=isinstance(message, bytes))


Application([(r".*", Echo)]).listen(int(sys.argv[1]), "127.0.0.1")
IOLoop.current().start()
