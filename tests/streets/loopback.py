"""An HTTP server on loopback, on a thread of its own, with a handler of the test's."""

import threading
from http.server import ThreadingHTTPServer


class Loopback:
    """A started server; `url` is its address without a slash at the end."""

    def __init__(self, handler):
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def close(self):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()
