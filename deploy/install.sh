#!/bin/sh
# 安装或升级 gouji：sh install.sh [--prefix 目录] [--python python3.11] [--no-service]
# 在安装包（含 wheels/）里运行时不访问网络；以 root 运行且有 systemd 时同时装好账号和服务，否则只装程序。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=/opt/gouji python="" service=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix) prefix=$2; shift 2 ;;
    --python) python=$2; shift 2 ;;
    --no-service) service=no; shift ;;
    *) echo "看不懂“$1”。用法：sh install.sh [--prefix 目录] [--python python3.11] [--no-service]" >&2; exit 2 ;;
  esac
done

fits() { "$1" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 15)))' 2>/dev/null; }
if [ -z "$python" ]; then
  for one in python3.14 python3.13 python3.12 python3.11 python3; do
    if fits "$one"; then python=$one; break; fi
  done
fi
if [ -z "$python" ] || ! fits "$python"; then
  echo "没有找到 Python 3.11 以上。请先装好，再用 --python 指明它在哪里；怎样得到见 docs/operating.md 的“内网安装”。" >&2
  exit 1
fi

lacking=$("$python" -c '
from importlib import import_module
for name in ("ssl", "sqlite3", "ctypes", "zlib", "bz2", "lzma", "hashlib", "venv"):
    try:
        import_module(name)
    except ImportError:
        print(name, end=" ")
')
lacking=${lacking% }
if [ -n "$lacking" ]; then
  echo "这个 Python（$python）不齐，缺：$lacking，没有安装。多半是编译时没有装开发包，或者系统把它分开打包；见 docs/operating.md 的“内网安装”。" >&2
  exit 1
fi

cd "$here"
if [ -f SHA256SUMS ]; then
  sha256sum --quiet -c SHA256SUMS || { echo "安装包不完整或被改动过，没有安装。请重新拷贝后再试。" >&2; exit 1; }
fi
machine=$(uname -m)
wheels=$here/wheels/$machine
[ -d "$wheels" ] || { echo "安装包里没有这种处理器（$machine）的程序。有：$(ls "$here/wheels" 2>/dev/null | tr '\n' ' ')" >&2; exit 1; }
[ -x "$prefix/bin/python" ] || "$python" -m venv --without-pip "$prefix"
pip=$(ls "$wheels"/pip-*.whl)
"$python" "$pip/pip" --python "$prefix/bin/python" install -q --no-index --find-links "$wheels" --upgrade "gouji[server]" || {
  echo "没有装上：多半是这个 Python 的版本不在安装包里（安装包是给 $(cat "$here/PYTHON" 2>/dev/null) 的）。" >&2; exit 1; }
echo "程序已装到 $prefix：$("$prefix/bin/gouji" --version)"

if [ "$service" = no ] || [ "$(id -u)" != 0 ] || ! command -v systemctl >/dev/null; then
  echo "没有装服务。试一试：$prefix/bin/gouji demo"
  exit 0
fi
id gouji >/dev/null 2>&1 || useradd --system --home-dir /var/lib/gouji --shell /usr/sbin/nologin gouji
install -d -o root -g gouji -m 750 /etc/gouji
install -d -o gouji -g gouji -m 700 /var/backups/gouji
[ -f /etc/gouji/gouji.env ] || install -o root -g gouji -m 640 "$here/gouji.env" /etc/gouji/gouji.env
install -m 755 "$here/gouji" /usr/local/bin/gouji
install -m 644 "$here"/systemd/* /etc/systemd/system/
systemctl daemon-reload
echo "服务已装好。写好 /etc/gouji/gouji.env 后：gouji doctor，systemctl enable --now gouji gouji-backup.timer"
