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

# sign AUTHORITY NAME ALTERNATIVE-NAME
sign ()
{
  printf 'subjectAltName=%s\n' "$3" >"$2.ext"
  openssl x509 -req -in server.csr -CA "$1.pem" -CAkey "$1.key" -set_serial "0x$(openssl rand -hex 8)" \
    -days 2 -sha256 -extfile "$2.ext" -out "$2.pem" 2>>openssl.log
}

# sign_expired AUTHORITY NAME ALTERNATIVE-NAME
# Only this command of OpenSSL's, in its old and new releases, lets a certificate end in the past.
sign_expired ()
{
  printf '%s\n' '[ca]' 'default_ca=a' '[a]' 'database=index' 'new_certs_dir=.' 'rand_serial=yes' \
    'default_md=sha256' 'policy=p' '[p]' 'commonName=supplied' >ca.cnf
  printf 'subjectAltName=%s\n' "$3" >"$2.ext"
  : >index
  openssl ca -batch -notext -config ca.cnf -cert "$1.pem" -keyfile "$1.key" -in server.csr \
    -startdate 20200101000000Z -enddate 20200102000000Z -extfile "$2.ext" -out "$2.pem" 2>>openssl.log
}

new_key -x509 -keyout authority.key -out authority.pem -days 2 -subj "/CN=An authority of this test"
new_key -x509 -keyout nobody.key -out nobody.pem -days 2 -subj "/CN=An authority nobody knows"
new_key -keyout server.key -out server.csr -subj "/CN=127.0.0.1"
sign authority trusted IP:127.0.0.1
sign nobody unknown IP:127.0.0.1
sign_expired authority expired IP:127.0.0.1
sign authority elsewhere DNS:elsewhere.example
