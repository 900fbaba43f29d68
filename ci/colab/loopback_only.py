"""Imported by every Python of the emulated runtime: the outside refuses all connections, at once."""

import ipaddress
import socket

_look_up = socket.getaddrinfo


def _refuse(host):
    raise ConnectionRefusedError(111, f"{host} is outside; only loopback is served here")


def _inside(host):
    try:
        return host in (None, "", "localhost") or ipaddress.ip_address(host).is_loopback
    except ValueError:  # any other name
        return False


def _getaddrinfo(host, *args, **kwargs):
    host = host.decode() if isinstance(host, bytes) else host
    return _look_up(host, *args, **kwargs) if _inside(host) else _refuse(host)


def _checked(method):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _inside(address[0]):
            _refuse(address[0])
        return method(self, address)

    return connect


socket.getaddrinfo = _getaddrinfo
socket.socket.connect = _checked(socket.socket.connect)
socket.socket.connect_ex = _checked(socket.socket.connect_ex)
