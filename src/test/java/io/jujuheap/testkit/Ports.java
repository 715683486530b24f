// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine, for programs that cannot choose one by themselves. */
public final class Ports {
    private static final int MAX_TRIES = 100;

    private Ports() {}

    /** A port that nobody listens on, which is not to say that nobody will before it is used. */
    public static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Waits until somebody listens, for ten seconds at most. */
    public static void awaitListener(int port) throws IOException, InterruptedException {
        for (int i = 0; i < MAX_TRIES; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IOException("nobody listens on port " + port);
    }
}
