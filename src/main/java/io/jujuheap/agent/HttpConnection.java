// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jujuheap.agent.AgentClient.BodySink;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.io.HeapOutput;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/**
 * HTTP/1.1 over one connection, one GET request after another. Lines, headers and bodies are bounded. A truncated
 * response is a failure. Redirects are not followed. After a failure the connection must be closed.
 *
 * <p>This class uses httpcore's parsers but not its connection class. That class cannot bound the time of a whole
 * request, and it accepts a response that ends within its headers as complete.
 */
final class HttpConnection {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(8 << 10)
            .setMaxHeaderCount(64)
            .setMaxEmptyLineCount(1)
            .build();

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int MAX_INTERIM_ANSWERS = 5;
    private static final int MAX_ERROR_BYTES = 8 << 10;
    /** The first buffer for a body whose length is not announced. */
    private static final int FIRST_BYTES = 64 << 10;
    /** The largest first buffer for a body whose length is announced: the announced length may be wrong. */
    private static final int MOST_FIRST_BYTES = 1 << 20;

    private final String agent;
    private final Peer peer;
    private final TimedInput in;
    private final OutputStream out;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(
            new BasicHttpTransportMetrics(), BUFFER_BYTES, -1, LIMITS.getMaxLineLength(), null);
    private final DefaultHttpResponseParser parser = new DefaultHttpResponseParser(LIMITS);
    private boolean keepAlive = true;

    /** @param agent the name of the agent, with which messages start */
    HttpConnection(String agent, Peer peer, TimedInput in, OutputStream out) {
        this.agent = agent;
        this.peer = peer;
        this.in = in;
        this.out = out;
    }

    /** Tells whether the connection can be used again; not when the agent has sent unexpected bytes. */
    boolean isReusable() throws IOException {
        return keepAlive && !in.hasEnded() && !buffer.hasBufferedData() && !in.hasUnread();
    }

    /**
     * Sends a request and reads the whole response.
     *
     * @param maxBytes the largest body
     * @throws AgentException when the response is not 200, is not complete, or exceeds a limit
     */
    AgentResponse get(AgentQuery query, int maxBytes) throws AgentException {
        return exchange(query, maxBytes, head -> readBody(head, maxBytes));
    }

    /**
     * Does the same as {@link #get(AgentQuery, int)}, but writes the body to {@code sink}; the body of the response is
     * empty. After a failure the sink may have received a part of it.
     */
    AgentResponse get(AgentQuery query, int maxBytes, BodySink sink) throws AgentException {
        return exchange(query, maxBytes, head -> {
            passBody(head, maxBytes, sink);
            return new byte[0];
        });
    }

    @FunctionalInterface
    private interface BodyReading {
        byte[] of(ResponseHead head) throws IOException, AgentException;
    }

    private AgentResponse exchange(AgentQuery query, int maxBytes, BodyReading reading) throws AgentException {
        keepAlive = false;
        try {
            out.write(request(query));
            ResponseHead head = readHead();
            if (head.status() != 200) {
                throw badStatus(query, head);
            }
            if (head.length() > maxBytes) {
                throw tooLarge(maxBytes);
            }
            byte[] body = reading.of(head);
            keepAlive = head.keepAlive();
            return new AgentResponse(body, peer);
        } catch (HttpException | IOException e) {
            throw explain(e);
        } catch (HeapRoom.ExceededException e) {
            throw failure(Reason.TOO_LARGE, "sent more than there is room for: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] request(AgentQuery query) {
        return ("GET " + query.target() + " HTTP/1.1\r\nHost: unix.socket\r\nUser-Agent: juju-heap\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private ResponseHead readHead() throws IOException, HttpException {
        for (int i = 0; i <= MAX_INTERIM_ANSWERS; i++) {
            ResponseHead head = parseHead();
            if (!head.isInterim()) {
                return head;
            }
        }
        throw new ProtocolException("it is preceded by more than " + MAX_INTERIM_ANSWERS + " interim ones");
    }

    private ResponseHead parseHead() throws IOException, HttpException {
        try {
            ClassicHttpResponse response = parser.parse(buffer, in);
            checkNotCut();
            return ResponseHead.of(response);
        } catch (IllegalArgumentException e) {
            // The parser throws this for a status such as -1.
            throw new ProtocolException("its first line has no status", e);
        }
    }

    private byte[] readBody(ResponseHead head, int maxBytes) throws IOException, AgentException {
        HeapOutput whole = new HeapOutput(firstBytes(head));
        passBody(head, maxBytes, (bytes, length) -> whole.write(bytes, 0, length));
        return whole.toBytes();
    }

    private void passBody(ResponseHead head, int maxBytes, BodySink sink) throws IOException, AgentException {
        InputStream body = body(head);
        byte[] bytes = new byte[BUFFER_BYTES];
        int left = maxBytes;
        for (int count = body.read(bytes); count >= 0; count = body.read(bytes)) {
            if (count > left) {
                throw tooLarge(maxBytes);
            }
            left -= count;
            sink.take(bytes, count);
        }
        checkWhole(head);
    }

    private void checkWhole(ResponseHead head) throws ConnectionClosedException {
        if (head.framing() != ResponseHead.Framing.CLOSE) {
            checkNotCut();
        }
    }

    private InputStream body(ResponseHead head) {
        return switch (head.framing()) {
            case NONE -> InputStream.nullInputStream();
            case LENGTH -> new ContentLengthInputStream(buffer, in, head.length());
            case CHUNKED -> new ChunkedInputStream(buffer, in, LIMITS);
            case CLOSE -> new IdentityInputStream(buffer, in);
        };
    }

    private static int firstBytes(ResponseHead head) {
        return head.framing() == ResponseHead.Framing.LENGTH
                ? (int) Math.min(head.length(), MOST_FIRST_BYTES)
                : FIRST_BYTES;
    }

    /** The parser treats the end of the stream as the end of a line, of the headers and of the trailers. */
    private void checkNotCut() throws ConnectionClosedException {
        if (in.hasEnded()) {
            throw new ConnectionClosedException();
        }
    }

    private AgentException badStatus(AgentQuery query, ResponseHead head) {
        String status = (head.status() + " " + Printable.of(head.reason())).strip();
        return new AgentException(
                Reason.BAD_STATUS,
                agent + " answered " + status + " to GET " + query.target() + errorText(head) + ": "
                        + advice(head.status()));
    }

    private static String advice(int status) {
        if (status >= 500) {
            return "see the log of the agent.";
        }
        return status >= 300 && status < 400 ? "redirects are not followed." : "is that the socket of a Juju agent?";
    }

    /** Returns the first line of the body of an error; an empty text when there is none. */
    private String errorText(ResponseHead head) {
        try {
            byte[] text = body(head).readNBytes(MAX_ERROR_BYTES);
            String line =
                    new String(text, ISO_8859_1).strip().lines().findFirst().orElse("");
            return line.isEmpty() ? "" : " (\"" + Printable.of(line) + "\")";
        } catch (IOException e) {
            return "";
        }
    }

    private AgentException tooLarge(int maxBytes) {
        return new AgentException(
                Reason.TOO_LARGE,
                agent + " sent more than the " + maxBytes
                        + " bytes allowed: raise the limit, or find out what it sends.");
    }

    private AgentException explain(Exception e) {
        String detail = Printable.of(String.valueOf(e.getMessage()));
        if (e instanceof SocketTimeoutException) {
            return failure(
                    Reason.TIMEOUT, detail + after() + ": it is stuck or busy, try again or allow more time.", e);
        }
        if (e instanceof MessageConstraintException) {
            return failure(Reason.TOO_LARGE, "sent headers beyond any use: is that the socket of a Juju agent?", e);
        }
        boolean malformed = e instanceof HttpException || e instanceof MalformedChunkCodingException;
        if (malformed && !in.hasEnded()) {
            return failure(
                    Reason.DECODE, "sent no valid HTTP answer, " + detail + ": is that the socket of a Juju agent?", e);
        }
        return failure(Reason.TRUNCATED, "closed the connection" + after() + ": it may be restarting, try again.", e);
    }

    private String after() {
        return in.received() == 0 ? " before it answered" : " after " + in.received() + " bytes of its answer";
    }

    private AgentException failure(Reason reason, String what, Exception cause) {
        return new AgentException(reason, agent + " " + what, cause);
    }
}
