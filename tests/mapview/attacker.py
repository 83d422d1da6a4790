"""A server that an intruder in the page would like to reach, and every way we know of to try."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Attacker:
    """Listens on loopback and keeps the paths that were asked for, whatever the method."""

    def __init__(self):
        hits = self.hits = []
        headers = self.headers = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                hits.append(self.path)
                headers.append(self.headers)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_PUT = do_GET  # noqa: N815 - the server's own names

            def log_message(self, *_args):
                pass

        connections = self.connections = []

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def verify_request(self, request, client_address):
                connections.append(client_address)
                return True

        self.server = Server(("127.0.0.1", 0), Handler)
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.server.server_port))
        self._udp.setblocking(False)
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def reached(self):
        """The ways that led here by HTTP."""
        return {path.split("?")[0].strip("/") for path in self.hits}

    def datagram(self):
        """Whether anything came by UDP."""
        try:
            return bool(self._udp.recvfrom(2048))
        except BlockingIOError:
            return False

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()
        self._udp.close()


def _vectors(section):
    text = Path(__file__).with_name("vectors.txt").read_text("utf-8")
    lines = text.partition(f"[{section}]\n")[2].partition("\n[")[0].splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


VECTORS = _vectors("staying")
"""Ways out that leave the page where it is."""

LEAVING = _vectors("leaving")
"""Ways out that take the page away."""

CONNECTING = _vectors("connecting")
"""Ways to an empty connection, on which nothing is said."""


def code(attacker, name):
    """The vector as an expression that never throws."""
    vector = (VECTORS | LEAVING | CONNECTING)[name]
    return f"(() => {{ const U = '{attacker.url}/{name}'; try {{ {vector} }} catch (e) {{}} return 1; }})()"
