#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make-certificates.sh FOLDER: an authority, and certificates as a server may show them. Made anew
# for every run, so that no key lies anywhere.
set -eu
cd "$1"

new_key ()
{
  openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 2>>openssl.log
}

# sign AUTHORITY NAME DAYS ALTERNATIVE-NAME
sign ()
{
  printf 'subjectAltName=%s\n' "$4" >"$2.ext"
  openssl x509 -req -in server.csr -CA "$1.pem" -CAkey "$1.key" -set_serial "0x$(openssl rand -hex 8)" \
    -days "$3" -sha256 -extfile "$2.ext" -out "$2.pem" 2>>openssl.log
}

new_key -x509 -keyout authority.key -out authority.pem -days 2 -subj "/CN=An authority of this test"
new_key -x509 -keyout nobody.key -out nobody.pem -days 2 -subj "/CN=An authority nobody knows"
new_key -keyout server.key -out server.csr -subj "/CN=127.0.0.1"
sign authority trusted 2 IP:127.0.0.1
sign nobody unknown 2 IP:127.0.0.1
sign authority expired -1 IP:127.0.0.1
sign authority elsewhere 2 DNS:elsewhere.example
