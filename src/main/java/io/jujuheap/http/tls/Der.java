// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.tls;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** The part of DER that wraps an RSA key of the older form (PKCS #1) into the form that Java reads (PKCS #8). */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    /** INTEGER 0, then the algorithm rsaEncryption with NULL parameters (RFC 5958, RFC 8017). */
    private static final byte[] RSA_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(RSA_HEAD);
        body.writeBytes(element(OCTET_STRING, pkcs1));
        return element(SEQUENCE, body.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
