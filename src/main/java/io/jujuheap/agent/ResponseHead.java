// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.ProtocolVersion;

/**
 * The status line and the headers of a response. It is stricter than RFC 9112 requires: an ambiguous head is refused,
 * because no agent sends one.
 *
 * @param status the status code, 100 to 999
 * @param reason the reason phrase as sent
 * @param framing how the end of the body is recognized
 * @param length the length of the body in bytes with {@link Framing#LENGTH}, otherwise 0
 * @param keepAlive whether another request may follow on the connection
 */
record ResponseHead(int status, String reason, Framing framing, long length, boolean keepAlive) {

    /** The ways in which the end of a body is recognized. */
    enum Framing {
        /** There is no body. */
        NONE,
        /** By its length. */
        LENGTH,
        /** By its last chunk. */
        CHUNKED,
        /** By the end of the connection. */
        CLOSE
    }

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    static ResponseHead of(ClassicHttpResponse response) throws HttpException {
        checkVersion(response.getVersion());
        checkCoding(response);
        String length = only(response, "Content-Length");
        Framing framing = framing(response, length);
        return new ResponseHead(
                response.getCode(),
                response.getReasonPhrase() == null ? "" : response.getReasonPhrase(),
                framing,
                framing == Framing.LENGTH ? Long.parseLong(length) : 0,
                keepsAlive(response) && framing != Framing.CLOSE);
    }

    /** Tells whether another response follows this one. That is not so after 101: it ends HTTP on the connection. */
    boolean isInterim() {
        return status < 200 && status != 101;
    }

    private static Framing framing(ClassicHttpResponse response, String length) throws HttpException {
        String coding = only(response, "Transfer-Encoding").toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !length.isEmpty()) {
            throw new ProtocolException("it has both a Content-Length and a Transfer-Encoding");
        }
        if (!coding.isEmpty() && !coding.equals("chunked")) {
            throw new ProtocolException("its Transfer-Encoding is not chunked");
        }
        if (!length.isEmpty() && !LENGTH.matcher(length).matches()) {
            throw new ProtocolException("its Content-Length is not a number");
        }
        int status = response.getCode();
        if (status < 200 || status == NO_CONTENT || status == NOT_MODIFIED) {
            return Framing.NONE;
        }
        if (!coding.isEmpty()) {
            return Framing.CHUNKED;
        }
        return length.isEmpty() ? Framing.CLOSE : Framing.LENGTH;
    }

    private static void checkVersion(ProtocolVersion version) throws ProtocolException {
        if (!HttpVersion.HTTP_1_1.equals(version) && !HttpVersion.HTTP_1_0.equals(version)) {
            throw new ProtocolException("its version is not HTTP/1.1");
        }
    }

    private static void checkCoding(HttpMessage response) throws ProtocolException {
        String coding = only(response, "Content-Encoding");
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw new ProtocolException("it has a Content-Encoding, which was not asked for");
        }
    }

    private static boolean keepsAlive(ClassicHttpResponse response) throws ProtocolException {
        return HttpVersion.HTTP_1_1.equals(response.getVersion())
                && !only(response, "Connection").toLowerCase(Locale.ROOT).contains("close");
    }

    /** Returns the value of a header that may occur once; empty when it is absent. */
    private static String only(HttpMessage response, String name) throws ProtocolException {
        Header[] all = response.getHeaders(name);
        if (all.length > 1) {
            throw new ProtocolException("it has more than one " + name);
        }
        String value = all.length == 0 ? null : all[0].getValue();
        return value == null ? "" : value.strip();
    }
}
