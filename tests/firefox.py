"""Pages as Firefox prints them, by its remote protocol Marionette."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

_CENTIMETERS = {"A4": (21.0, 29.7), "Letter": (21.59, 27.94)}


class Firefox:
    """A Firefox without a window.

    Args:
        program: its path.
        folder: an empty folder for its profile.
    """

    def __init__(self, program: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._connection = self._connect(port)
        self._answers = self._connection.makefile("rb")
        self._number = 0
        self._answer()  # its greeting
        self._call("WebDriver:NewSession", capabilities={})

    def _connect(self, port: int) -> socket.socket:
        for _ in range(120):
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=120)
            except OSError:
                time.sleep(0.5)
        self._process.kill()
        raise TimeoutError("Firefox does not answer")

    def _answer(self) -> Any:
        size = b""
        while (digit := self._answers.read(1)) != b":":
            size += digit
        return json.loads(self._answers.read(int(size)))

    def _call(self, command: str, **arguments: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, arguments]).encode()
        self._connection.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._answer()
        assert error is None, error
        return result

    def pdf(self, url: str, paper: str = "A4") -> bytes:
        """A page as it prints it."""
        width, height = _CENTIMETERS[paper]
        self._call("WebDriver:Navigate", url=url)
        printed = self._call("WebDriver:Print", page={"width": width, "height": height}, background=False)
        return base64.b64decode(printed["value"])

    def close(self) -> None:
        self._answers.close()
        self._connection.close()
        self._process.terminate()
        self._process.wait(30)
