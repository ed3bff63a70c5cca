"""A ward under `mkdocs serve`, asked without a network."""

from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from congkhai.site.plugin import CongKhaiPlugin
from wards import Ward

PAGE = "/kien-nghi/kn-01/"
BROKEN = ("field: environment", "field: moi-truong")


class Served:
    """A ward under `mkdocs serve`, asked without a network."""

    def __init__(self, ward: Ward, address: str = "http://127.0.0.1:8000/") -> None:
        self.ward = ward
        self.site = ward.root / "served"
        self._address = address
        self.site.mkdir()
        config = self.config()
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=self._address)
        self._server = LiveReloadServer(self.rebuild, "127.0.0.1", 8000, str(self.site), urlsplit(address).path)
        plugin = config.plugins["congkhai"]
        assert isinstance(plugin, CongKhaiPlugin)
        self.plugin: CongKhaiPlugin = plugin
        self.plugin.on_serve(self._server, config=config, builder=self.rebuild)

    def config(self) -> MkDocsConfig:
        """Return the settings as MkDocs reads them."""
        return load_config(str(self.ward.root / "mkdocs.yml"), site_dir=str(self.site), site_url=self._address)

    def rebuild(self) -> None:
        """Do what MkDocs does after a file was saved."""
        build(self.config(), serve_url=self._address)

    def save(self) -> None:
        """Do what MkDocs' server does after a file was saved."""
        # Typed as a method, though each server is given its own.
        self._server.builder()

    def get(self, path: str) -> tuple[str, bytes]:
        """Return status and body of one address."""
        told: list[str] = []
        application = self._server.get_app()
        assert application is not None
        body = b"".join(application({"PATH_INFO": path}, lambda status, _: told.append(status)))  # type: ignore[arg-type]
        return told[-1], body

    def text(self, path: str = PAGE) -> str:
        """Return a page that is there."""
        status, body = self.get(path)
        assert status == "200 OK"
        return body.decode()
