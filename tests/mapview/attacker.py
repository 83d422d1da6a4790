"""A server that an intruder in the page would like to reach, every way we know of to try, and a page to try them in."""

import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Attacker:
    """Listens on loopback and keeps the paths that were asked for, whatever the method."""

    def __init__(self):
        hits = self.hits = []
        headers = self.headers = []
        self.body, self.answer = b"", {}
        self.held = threading.Event()
        self.held.set()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                hits.append(self.path)
                headers.append(self.headers)
                server.held.wait()
                self.send_response(200)
                for name, value in server.answer.items():
                    self.send_header(name, value)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", str(len(server.body)))
                self.end_headers()
                self.wfile.write(server.body)

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
        self.held.set()
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()
        self._udp.close()


def section(file, name):
    """The ways of one section of a file beside this one."""
    text = Path(__file__).with_name(file).read_text("utf-8")
    lines = text.partition(f"[{name}]\n")[2].partition("\n[")[0].splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


VECTORS = section("vectors.txt", "staying")
"""Ways out that leave the page where it is."""

LEAVING = section("vectors.txt", "leaving")
"""Ways out that take the page away."""

CONNECTING = section("vectors.txt", "connecting")
"""Ways to a connection or a datagram without a request."""

ALL = VECTORS | LEAVING | CONNECTING


def code(attacker, name):
    """The vector as an expression that never throws."""
    vector = ALL[name]
    return f"(() => {{ const U = '{attacker.url}/{name}'; try {{ {vector} }} catch (e) {{}} return 1; }})()"


class BarePage:
    """A page with none of our protections, in a program of its own: the control, which shows that the attacks work."""

    def __init__(self, *codes):
        """Runs the codes in it, one after the other."""
        command = [sys.executable, str(Path(__file__).with_name("bare_page.py"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
        self._process.stdin.write(json.dumps(codes) + "\n")
        self._process.stdin.flush()

    def close(self):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
