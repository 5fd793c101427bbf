"""A program that speaks tus 1.0, as others write them."""

import base64


class Sender:
    """Sends a file in parts, with the cookies and the token of a visitor."""

    def __init__(self, visitor):
        self.visitor, self.address = visitor, ""
        self.token = visitor.token()

    def ask(self, method, path, content=b"", **headers):
        """Ask as tus does; a header that is None is left out."""
        sent = {"Tus-Resumable": "1.0.0", "X-Token": self.token, **_named(headers)}
        if content:
            sent.setdefault("Content-Type", "application/offset+octet-stream")
        sent = {name: value for name, value in sent.items() if value is not None}
        return self.visitor.client.open(path, method=method, data=content, headers=sent)

    def announce(self, length, name="shelf.jpg", content=b"", **headers):
        """Say that a file will come, perhaps with its first bytes; remember its address."""
        about = f"filename {base64.b64encode(name.encode()).decode()}"
        headers = {"Upload_Length": str(length), "Upload_Metadata": about, **headers}
        said = self.ask("POST", "/uploads/", content, **headers)
        self.address = said.headers.get("Location", self.address)
        return said

    def part(self, start, content, **headers):
        """Send the bytes that begin there."""
        kind = "application/offset+octet-stream"
        headers = {"Upload_Offset": str(start), "Content_Type": kind, **headers}
        return self.ask("PATCH", self.address, content, **headers)

    def arrived(self):
        """Ask how many bytes are there."""
        return int(self.ask("HEAD", self.address).headers["Upload-Offset"])

    def send(self, content, name="shelf.jpg", size=65536):
        """Send a whole file; return the id that a form names it by."""
        assert self.announce(len(content), name).status_code == 201
        for start in range(0, len(content), size):
            assert self.part(start, content[start : start + size]).status_code == 204
        return self.id

    @property
    def id(self):
        return self.address.rpartition("/")[2]


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}
