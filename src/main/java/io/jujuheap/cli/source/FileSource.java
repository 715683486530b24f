// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.cli.line.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A profile file. */
record FileSource(Path file) implements Source {
    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        if (Files.isDirectory(file)) {
            throw new FailureException(file + " is a directory, not a profile: name the files in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // A pipe or a device has no size of its own.
            return Files.isRegularFile(file) && Files.size(file) < context.maxBytes()
                    ? Bounded.read(in, (int) Files.size(file))
                    : Bounded.read(in, context.maxBytes(), file.toString());
        } catch (NoSuchFileException e) {
            throw new FailureException(
                    "there is no file " + file + ", and no agent, socket or URL is written like that", e);
        } catch (AccessDeniedException e) {
            throw new FailureException("no permission to read " + file + "; try sudo", e);
        } catch (IOException e) {
            throw new FailureException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
