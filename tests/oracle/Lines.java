/* SPDX-License-Identifier: Apache-2.0 */
/* Lines - words in UTF-8, bytes in hexadecimal digits ("-" when empty): how the
 * programs here and ktape talk to each other. */
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class Lines {
    private Lines() {
    }

    static PrintStream write(String path) throws IOException {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(path), 1 << 20),
            false, StandardCharsets.UTF_8);
    }

    static BufferedReader read(String path) throws IOException {
        return Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8);
    }

    static String hex(byte[]... pieces) {
        StringBuilder text = new StringBuilder();
        for (byte[] bytes : pieces)
            for (byte b : bytes)
                text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        return text.length() == 0 ? "-" : text.toString();
    }

    static byte[] unhex(String text) {
        byte[] bytes = new byte[text.equals("-") ? 0 : text.length() / 2];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) (Character.digit(text.charAt(2 * i), 16) << 4
                | Character.digit(text.charAt(2 * i + 1), 16));
        return bytes;
    }
}
