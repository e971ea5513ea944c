"""Where webhooks may lead: the open internet by https, this machine only where that is allowed."""

import pytest

from store.errors import InputError
from store.feeds.targets import LONGEST, check, is_public


def at(*addresses: str) -> object:
    return lambda _host, _port: addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.254",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:93.184.216.34",
        "2002:7f00:1::",
        "2001:0:53aa:64c::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "nonsense",
    ],
)
def test_what_is_not_of_the_open_internet_is_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(InputError, match="open internet"):
        check("https://consumer.example/hook", resolve=at(address))  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_a_host_of_the_open_internet_is_taken_with_its_addresses(address: str) -> None:
    target = check("https://consumer.example/hook?a=b", resolve=at(address))  # type: ignore[arg-type]
    assert (str(target.url), target.addresses) == ("https://consumer.example/hook?a=b", (address,))


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(InputError, match=r"10\.0\.0\.1"):
        check("https://consumer.example/", resolve=at("93.184.216.34", "10.0.0.1"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "http://consumer.example/",
        "ftp://consumer.example/",
        "consumer.example",
        "https://",
        "https:///path",
        "",
        "https://consumer.example:99999/",
        "https://consumer.example/\x00",
        "https://[::1/",
        "https://consumer.example/#part",
        "https://consumer.example/" + "a" * LONGEST,
        "file:///etc/passwd",
    ],
)
def test_what_is_no_https_address_is_refused_with_a_remedy(url: str) -> None:
    with pytest.raises(InputError) as refused:
        check(url, resolve=at("93.184.216.34"))  # type: ignore[arg-type]
    assert refused.value.remedy


def test_a_password_is_refused_and_not_repeated() -> None:
    for url in ("https://{}/", "http://{}/", "ftp://{}/", "https://{}:port/", "https://{}/\x00"):
        with pytest.raises(InputError) as refused:
            check(url.format("me:hunter2@consumer.example"), resolve=at("93.184.216.34"))  # type: ignore[arg-type]
        assert "hunter2" not in str(refused.value)


def test_a_host_that_cannot_be_found_is_named() -> None:
    def unknown(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    with pytest.raises(InputError, match=r"nowhere\.example cannot be found"):
        check("https://nowhere.example/", resolve=unknown)


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/"])
def test_numeric_hosts_are_looked_up_like_every_other(url: str) -> None:
    with pytest.raises(InputError):
        check(url)


def test_this_machine_is_taken_only_where_it_is_allowed() -> None:
    assert check("http://127.0.0.1:8000/x", loopback=True).addresses == ("127.0.0.1",)
    with pytest.raises(InputError):
        check("http://127.0.0.1:8000/x")
    with pytest.raises(InputError):
        check("https://127.0.0.1:8000/x")


def test_allowing_this_machine_allows_no_other_network_and_no_open_http() -> None:
    with pytest.raises(InputError, match=r"192\.168\.1\.1"):
        check("http://router.example/", loopback=True, resolve=at("192.168.1.1"))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="https"):
        check("http://consumer.example/", loopback=True, resolve=at("93.184.216.34"))  # type: ignore[arg-type]
