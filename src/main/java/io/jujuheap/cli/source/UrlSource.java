// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.FailureException;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/** A profile behind a URL: a sidecar, or any Go program with net/http/pprof. */
record UrlSource(URI uri) implements Source {
    private static final String PROFILES = "/debug/pprof/";
    private static final String LEAKED_GOROUTINES = PROFILES + "goroutineleak";
    private static final String MEMORY_PATH = "/api/v1/memory";
    private static final Pattern AGENT_PATH = Pattern.compile("/agents/([a-z0-9-]+)/?");
    private static final int MAX_REDIRECTS = 5;
    private static final int LAST_PORT = 65_535;

    static UrlSource parse(String word) {
        try {
            URI uri = new URI(word);
            if (uri.getHost() == null) {
                throw new UsageException("the URL " + word + " has no host");
            }
            if (uri.getPort() > LAST_PORT) {
                throw new UsageException("the URL " + word + " has a port above " + LAST_PORT);
            }
            return new UrlSource(uri);
        } catch (URISyntaxException e) {
            throw new UsageException("'" + word + "' is not a URL: " + e.getReason(), e);
        }
    }

    /** Returns the same server with a path, unless the URL already has a path. */
    private UrlSource at(String path) {
        boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/");
        return bare ? new UrlSource(uri.resolve(path)) : this;
    }

    /** The URL without credentials. */
    @Override
    public String name() {
        return withoutUserInfo(uri);
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        // A server has its profiles at Go's paths, which answer with the protobuf by default.
        UrlSource profile = at(context.query().target().replace("?debug=0", ""));
        return profile.uri.getPath().endsWith(LEAKED_GOROUTINES)
                ? new LeakSearch(name(), profile.name(), context).ofServer(profile::fetchWhole)
                : profile.fetchWhole(context);
    }

    /** Reads the tag from the path of a sidecar's agent. */
    @Override
    public Optional<AgentTag> tag() {
        Matcher agent = AGENT_PATH.matcher(uri.getPath());
        return agent.matches() ? AgentTag.of(agent.group(1)) : Optional.empty();
    }

    /** Appends the path to that of the URL: a sidecar has the paths of an agent below /agents/TAG. */
    @Override
    public AgentAnswers ask(List<AgentQuery> queries, SourceContext context) throws FailureException {
        AgentAnswers answers = AgentAnswers.NONE;
        for (AgentQuery query : queries) {
            answers = ask(query, answers, context);
        }
        if (answers.answer(AgentQuery.METRICS).filter(UrlSource::isOfSidecar).isPresent()) {
            throw new FailureException(name() + " is a sidecar: name the agent that it asks, such as " + name()
                    + (name().endsWith("/") ? "" : "/") + "agents/machine-0");
        }
        return answers;
    }

    private AgentAnswers ask(AgentQuery query, AgentAnswers before, SourceContext context) {
        try {
            return before.with(query, below(query).fetchWhole(context));
        } catch (FailureException e) {
            return before.without(query, String.valueOf(e.getMessage()));
        }
    }

    private UrlSource below(AgentQuery query) {
        String path = uri.getPath();
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String target = query == AgentQuery.METRICS ? "/metrics" : query.target();
        return new UrlSource(uri.resolve(base + target));
    }

    private static boolean isOfSidecar(byte[] metrics) {
        return new String(metrics, StandardCharsets.UTF_8).contains("\njuju_heap_build_info");
    }

    @Override
    public AgentAnswers fetchMemory(SourceContext context) throws FailureException {
        return AgentAnswers.NONE.with(context.query(), at(MEMORY_PATH).fetchWhole(context));
    }

    private byte[] fetchWhole(SourceContext context) throws FailureException {
        String authorization = authorization(context).orElse("");
        return context.console().progress().during("asking " + name() + "…", () -> fetch(authorization, context));
    }

    private byte[] fetch(String authorization, SourceContext context) throws FailureException {
        URI at = uri;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpURLConnection connection = open(at, authorization, context);
            try {
                int status = connection.getResponseCode();
                if (status / 100 != 3) {
                    return body(connection, status, context);
                }
                at = redirected(at, connection.getHeaderField("Location"));
            } catch (IOException e) {
                throw unreachable(at, e);
            } finally {
                connection.disconnect();
            }
        }
        throw new FailureException(name() + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private Optional<String> authorization(SourceContext context) throws FailureException {
        if (uri.getUserInfo() != null) {
            return Optional.of(SourceContext.basic(uri.getUserInfo()));
        }
        if (!context.authorization().isEmpty()) {
            return Optional.of(context.authorization());
        }
        return Netrc.ofEnvironment(context.console().environment())
                .credentialsFor(uri.getHost())
                .map(SourceContext::basic);
    }

    private static HttpURLConnection open(URI at, String authorization, SourceContext context) throws FailureException {
        try {
            HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
            if (connection instanceof HttpsURLConnection secure
                    && context.certificates().isPresent()) {
                secure.setSSLSocketFactory(
                        TrustedCertificates.of(context.certificates().get()));
            }
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(Math.toIntExact(context.timeout().toMillis()));
            connection.setReadTimeout(Math.toIntExact(context.timeout().toMillis()));
            connection.setRequestProperty("Accept", "application/octet-stream, */*;q=0.5");
            if (!authorization.isEmpty()) {
                connection.setRequestProperty("Authorization", authorization);
            }
            return connection;
        } catch (IOException e) {
            throw unreachable(at, e);
        }
    }

    private byte[] body(HttpURLConnection connection, int status, SourceContext context)
            throws FailureException, IOException {
        switch (status) {
            case 200 -> {
                refuseHtml(connection);
                try (InputStream in = connection.getInputStream()) {
                    byte[] bytes = context.readAll(in, name());
                    refuseTruncated(connection, bytes);
                    return bytes;
                }
            }
            case 401, 403 ->
                throw new FailureException(name() + " requires credentials (HTTP " + status
                        + "): give --token-file, --user NAME:PASSWORD, or an entry in ~/.netrc");
            case 404 ->
                throw new FailureException(name() + " does not exist (HTTP 404): profiles are usually at " + PROFILES
                        + "heap or " + PROFILES + "goroutine");
            default -> throw new FailureException(name() + " answered HTTP " + status + ", not a profile");
        }
    }

    private void refuseHtml(HttpURLConnection connection) throws FailureException {
        String type = connection.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            throw new FailureException(name() + " is an HTML page, not a profile: profiles are usually at " + PROFILES
                    + "heap or " + PROFILES + "goroutine");
        }
    }

    private void refuseTruncated(HttpURLConnection connection, byte[] bytes) throws FailureException {
        long promised = connection.getContentLengthLong();
        if (promised >= 0 && promised != bytes.length) {
            throw new FailureException(
                    name() + " ended after " + bytes.length + " of " + promised + " bytes; try again");
        }
    }

    /** Follows a redirect only to the same server, because credentials are for one server. */
    private URI redirected(URI from, String location) throws FailureException {
        if (location == null) {
            throw new FailureException(name() + " redirects without a Location");
        }
        URI to = from.resolve(location);
        boolean sameServer = from.getScheme().equals(to.getScheme())
                && from.getHost().equals(to.getHost())
                && from.getPort() == to.getPort();
        if (!sameServer) {
            throw new FailureException(
                    name() + " redirects to " + withoutUserInfo(to) + ": name that URL if you trust it");
        }
        return to;
    }

    private static FailureException unreachable(URI at, IOException e) {
        String name = withoutUserInfo(at);
        if (e instanceof UnknownHostException) {
            return new FailureException("there is no host " + at.getHost() + " (" + name + ")", e);
        }
        if (e instanceof ConnectException) {
            return new FailureException("nothing listens at " + name + ": " + e.getMessage(), e);
        }
        if (e instanceof SocketTimeoutException) {
            return new FailureException(name + " took too long; raise --timeout", e);
        }
        if (e instanceof SSLException) {
            return new FailureException(tlsProblem(name, String.valueOf(e.getMessage())), e);
        }
        if (at.getScheme().equals("http") && isNotHttp(String.valueOf(e.getMessage()))) {
            return new FailureException(name + " does not answer in HTTP; if it speaks TLS, write https://", e);
        }
        return new FailureException("cannot read " + name + ": " + e.getMessage(), e);
    }

    private static String tlsProblem(String name, String message) {
        if (message.contains("PKIX path")) {
            return "the certificate of " + name
                    + " is not of an authority that this machine trusts: give --cacert FILE";
        }
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized SSL message")) {
            return name + " does not speak TLS: write http://";
        }
        return "no trusted TLS connection to " + name + ": " + message;
    }

    /** Java's messages for answers that are not HTTP, for example from a TLS server. */
    private static boolean isNotHttp(String message) {
        return message.startsWith("Invalid Http response") || message.startsWith("Unexpected end of file");
    }

    private static String withoutUserInfo(URI uri) {
        String text = uri.toString();
        return uri.getRawUserInfo() == null ? text : text.replace(uri.getRawUserInfo() + "@", "");
    }
}
