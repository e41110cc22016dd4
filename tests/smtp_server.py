"""A mail server on a socket of its own: takes mails, refuses them or hangs up, as it is told."""

import socketserver
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from threading import Thread


@dataclass
class Behaviour:
    """What the server does next: `answers` are given to DATA (or RCPT) one after the other, then it takes all."""

    received: list = field(default_factory=list)  # messages, parsed
    envelopes: list = field(default_factory=list)  # (sender, [recipient, …])
    recipient_answers: list = field(default_factory=list)
    data_answers: list = field(default_factory=list)
    hang_ups: int = 0
    connections: int = 0


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        behaviour = self.server.behaviour
        behaviour.connections += 1
        self.say("220 test")
        sender, recipients = "", []
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "MAIL":
                sender, recipients = line.split("<")[1].split(">")[0], []
                self.say("250 ok")
            elif verb == "RCPT":
                answer = behaviour.recipient_answers.pop(0) if behaviour.recipient_answers else "250 ok"
                recipients.append(line.split("<")[1].split(">")[0])
                self.say(answer)
            elif verb == "DATA":
                if behaviour.hang_ups:
                    behaviour.hang_ups -= 1
                    return
                self.take(behaviour, sender, recipients)
            else:
                self.say("250 ok")

    def take(self, behaviour, sender, recipients):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        answer = behaviour.data_answers.pop(0) if behaviour.data_answers else "250 taken"
        if answer.startswith("250"):
            behaviour.received.append(message_from_bytes(b"".join(lines), policy=policy.default))
            behaviour.envelopes.append((sender, recipients))
        self.say(answer)

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def smtp_server():
    """`(behaviour, port)` of a server that runs as long as the block."""
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.behaviour = Behaviour()
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server.behaviour, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
