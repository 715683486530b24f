// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.HttpDateFormat;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Grizzly's codec for HTTP, changed so that a malformed request head is answered with a {@link Problem}. Such a request
 * reaches neither the {@link FrontDoor} nor a resource, and Grizzly by itself would answer 400 without a body.
 */
final class HeadCodec extends HttpServerFilter {
    private static final String MALFORMED =
            "This is not an HTTP/1.1 request: it needs a request line, one Host header, and no body with GET or HEAD.";

    /** The attribute of a refused request with the reason. */
    private static final String PROBLEM = "io.jujuheap.problem";

    static {
        // HeadGrammar checks values. Grizzly's own check also refuses bytes above 127, which RFC 9110 §5.5 allows and
        // proxies send.
        System.setProperty(STRICT_HEADER_VALUE_VALIDATION_RFC_9110, "false");
    }

    private final FrontDoor door;

    @SuppressWarnings("deprecation") // Grizzly itself uses this constructor; there is no other.
    private HeadCodec(NetworkListener listener, FrontDoor door) {
        super(
                listener.isChunkingEnabled(),
                listener.getMaxHttpHeaderSize(),
                null,
                listener.getKeepAlive(),
                null,
                listener.getMaxRequestHeaders(),
                listener.getMaxResponseHeaders());
        this.door = door;
    }

    /** Replaces Grizzly's own codec; refusals are reported to the door. */
    static void install(NetworkListener listener, FilterChainBuilder chain, FrontDoor door) {
        HeadCodec codec = new HeadCodec(listener, door);
        codec.setMaxPayloadRemainderToSkip(0);
        chain.set(chain.indexOfType(HttpServerFilter.class), codec);
    }

    /** Checks the lines that have arrived by {@link HeadGrammar}, then has Grizzly read them. */
    @Override
    protected boolean decodeHttpPacket(FilterChainContext ctx, HttpPacketParsing packet, Buffer input) {
        byte[] bytes = new byte[input.remaining()];
        input.duplicate().get(bytes);
        if (bytes.length < 2 && bytes[0] == '\r') {
            return false;
        }
        boolean hasEmptyLine = bytes.length >= 2 && bytes[0] == '\r' && bytes[1] == '\n';
        int start = hasEmptyLine ? 2 : 0;
        HeadGrammar.problem(bytes, start).ifPresent(problem -> {
            throw problem.exception();
        });
        HeaderParsingState state = packet.getHeaderParsingState();
        if (hasEmptyLine && state.offset == 0) {
            // An empty line before the request is to be ignored (RFC 9112 §2.2).
            state.set(0, 0, start, start);
        }
        return super.decodeHttpPacket(ctx, packet, input);
    }

    @Override
    protected void onHttpHeaderError(HttpHeader request, FilterChainContext ctx, Throwable failure) throws IOException {
        HttpResponsePacket response = ((HttpRequestPacket) request).getResponse();
        Problem problem = failure instanceof Problem.Ending e
                ? e.problem()
                : problem(response.getStatus() < 400 ? status(failure) : response.getStatus());
        response.setStatus(problem.status());
        response.getRequest().setAttribute(PROBLEM, problem);
        door.brokenHead(problem, peer(ctx));
        super.onHttpHeaderError(request, ctx, failure);
    }

    private static String peer(FilterChainContext ctx) {
        return ctx.getConnection().getPeerAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : "-";
    }

    private static int status(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof MimeHeaders.MaxHeaderCountExceededException || message.contains("header is too large")) {
            return 431;
        }
        return message.contains("line is too large") ? 414 : 400;
    }

    @Override
    protected HttpContent customizeErrorResponse(HttpResponsePacket response) {
        Problem problem = response.getRequest().getAttribute(PROBLEM) instanceof Problem known
                ? known
                : problem(response.getStatus());
        byte[] body = problem.toJson();
        response.setReasonPhrase(problem.title());
        door.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        // Grizzly dates only answers to requests whose version it has read.
        response.setHeader("Date", HttpDateFormat.getCurrentDate());
        // Set as a header, because Grizzly treats a request without a version as HTTP/0.9 and omits the content type.
        response.getHeaders().setValue("Content-Type").setString(Problem.CONTENT_TYPE);
        response.setContentLength(body.length);
        return HttpContent.builder(response)
                .content(Buffers.wrap(null, body))
                .last(true)
                .build();
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 414 -> Problem.of(414, "The request line is longer than anything this server is asked for.");
            case 431 ->
                Problem.of(
                        431,
                        "A request has at most " + WebServer.MAX_HEADERS + " headers and " + WebServer.MAX_HEAD_BYTES
                                + " bytes of them here.");
            case 505 -> Problem.VERSION;
            default -> Problem.of(status, MALFORMED);
        };
    }
}
