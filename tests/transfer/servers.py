"""Real servers on loopback: servers.py KIND FOLDER. Prints the port when it answers, and ends with its standard input.

KIND: dav (wsgidav behind cheroot), dav-tls (the same with a certificate of its own, FOLDER/../authority.pem), s3 (moto),
apache (mod_dav, if it is installed; prints "none" if not). User "tantu", password "geheim"; moto takes any key.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request


def main() -> None:
    kind, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    port, stop = {"dav": dav, "dav-tls": dav_tls, "s3": s3, "apache": apache}[kind](folder)
    print(port, flush=True)
    sys.stdin.read()
    stop()
    os._exit(0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server does not answer")


def dav_server(folder: pathlib.Path):
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp({
        "provider_mapping": {"/": {"root": str(folder)}},
        "simple_dc": {"user_mapping": {"*": {"tantu": {"password": "geheim"}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "lock_storage": False,
        "property_manager": False,
        "logging": {"enable": False},
        "verbose": 0,
    })
    server = wsgi.Server(("127.0.0.1", 0), app, numthreads=12, request_queue_size=128)
    return server


def dav(folder: pathlib.Path):
    server = dav_server(folder)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    return server.bind_addr[1], lambda: None


def dav_tls(folder: pathlib.Path):
    from cheroot.ssl.builtin import BuiltinSSLAdapter

    key, certificate = certify(folder.parent)
    server = dav_server(folder)
    server.ssl_adapter = BuiltinSSLAdapter(str(certificate), str(key))
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    return server.bind_addr[1], lambda: None


def certify(folder: pathlib.Path):
    """An authority of one's own, and a certificate of it for this machine."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    def name(text: str):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)

    def builder(subject: str, public, number: int):
        made = x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name("authority"))
        return made.public_key(public).serial_number(number).not_valid_before(now - day).not_valid_after(now + 30 * day)

    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = builder("authority", authority.public_key(), 1)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.sign(authority, hashes.SHA256())
    leaf = builder("server", own.public_key(), 2)
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
    leaf = leaf.add_extension(x509.SubjectAlternativeName(names), critical=False)
    leaf = leaf.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    leaf = leaf.sign(authority, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "server.key").write_bytes(own.private_bytes(pem, *private))
    (folder / "server.pem").write_bytes(leaf.public_bytes(pem))
    (folder / "authority.pem").write_bytes(root.public_bytes(pem))
    return folder / "server.key", folder / "server.pem"


def s3(folder: pathlib.Path):
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").disabled = True
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    answers(port)
    return port, lambda: None


APACHE = """
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {base}/pid
ErrorLog {base}/error.log
Mutex file:{base} default
{modules}
{user}
DocumentRoot {folder}
DavLockDB {base}/lock/db
KeepAlive On
MaxKeepAliveRequests 0
<Directory {folder}>
  Dav On
  AuthType Basic
  AuthName tantu
  AuthUserFile {base}/users
  Require valid-user
  AllowOverride None
</Directory>
"""


def apache(folder: pathlib.Path):
    program = shutil.which("apache2", path=os.environ.get("PATH", "") + ":/usr/sbin") or shutil.which("httpd")
    places = [pathlib.Path(place) for place in ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules")]
    modules = next((place for place in places if (place / "mod_dav_fs.so").is_file()), None)
    if program is None or modules is None:
        return "none", lambda: None
    base = pathlib.Path(tempfile.mkdtemp(prefix="tantu-apache-"))
    (base / "lock").mkdir()
    os.chmod(base, 0o755)
    for place in [folder, *folder.parents]:
        if os.stat(place).st_uid == os.getuid() and str(place).startswith(tempfile.gettempdir() + "/"):
            os.chmod(place, 0o755)
    # {SHA} of "geheim".
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha1(b"geheim").digest()).decode()
    (base / "users").write_text(f"tantu:{{SHA}}{digest}\n")
    wanted = ["mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs", "unixd"]
    lines = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in wanted if (modules / f"mod_{name}.so").is_file()]
    user = ""
    if os.getuid() == 0:
        user = "User www-data\nGroup www-data"
        for place in (folder, base, base / "lock"):
            shutil.chown(place, "www-data", "www-data")
    port = free_port()
    conf = base / "apache.conf"
    conf.write_text(APACHE.format(port=port, base=base, folder=folder, modules="\n".join(lines), user=user))
    process = subprocess.Popen([program, "-f", str(conf), "-DFOREGROUND"], stdin=subprocess.DEVNULL)
    answers(port)

    def stop():
        process.terminate()
        process.wait(10)
        shutil.rmtree(base, ignore_errors=True)

    return port, stop


main()
