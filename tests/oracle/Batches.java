/* SPDX-License-Identifier: Apache-2.0 */
/* Batches - the contents of `records` fields as Kafka writes them, and what
 * Kafka's MemoryRecords reads in them.  Lines
 *
 *     TITLE HEX TEXT
 *
 * where TEXT is what batch_lines.c must print: batches in brackets, records in
 * parentheses, "cut" or "end".
 *
 * Every format (magic 0, 1, 2) with every codec and type of timestamp, one or
 * several batches in a row, some
 *
 *     filtered    compacted as a broker does it: holes, empty batches
 *     cut         as at the end of a fetch (KIP-74)
 *     broken      a bit flipped: the checksum must tell
 *     repacked    snappy without xerial's frames, zstd in one piece: as clients
 *                 that are not Java's send them
 *
 *     java -cp ... Batches make SEED COUNT FILE
 *     java -cp ... Batches read FILE OUT           lines HEX to lines TEXT
 */
import com.github.luben.zstd.Zstd;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.Crc32C;
import org.xerial.snappy.Snappy;

public final class Batches {
    private static final long TIME = 1_700_000_000_000L;
    private static final int ROOM = 1 << 20;
    private static final int LENGTH_AT = 8, CRC_AT = 17, ATTRIBUTES_AT = 21, RECORDS_AT = 61;
    private final Random random;

    private Batches(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("read")) {
            readLines(args[1], args[2]);
            return;
        }
        Batches batches = new Batches(Long.parseLong(args[1]));
        try (PrintStream out = Lines.write(args[3])) {
            for (byte magic = 0; magic <= 2; magic++)
                for (CompressionType type : CompressionType.values())
                    for (TimestampType time : TimestampType.values())
                        if (isPossible(magic, type, time))
                            batches.sets(magic, type, time, Integer.parseInt(args[2]), out);
        }
    }

    private static void readLines(String from, String to) throws Exception {
        try (BufferedReader in = Lines.read(from); PrintStream out = Lines.write(to)) {
            for (String line; (line = in.readLine()) != null; )
                out.print(read(ByteBuffer.wrap(Lines.unhex(line))) + "\n");
        }
    }

    private static boolean isPossible(byte magic, CompressionType type, TimestampType time) {
        return (magic == 2 || type != CompressionType.ZSTD)
            && time != (magic == 0 ? TimestampType.LOG_APPEND_TIME : TimestampType.NO_TIMESTAMP_TYPE)
            && (magic > 0 || time != TimestampType.CREATE_TIME);
    }

    private void sets(byte magic, CompressionType type, TimestampType time, int count,
                      PrintStream out) throws Exception {
        for (int i = 0; i < count; i++) {
            ByteBuffer set = ByteBuffer.allocate(4 * ROOM);
            String title = "magic-" + magic + "-" + type.name + "-" + time.name;
            long offset = offset();
            for (int n = 1 + random.nextInt(3); n > 0; n--)
                offset = batch(set, magic, type, time, offset) + 1 + random.nextInt(2) * random.nextInt(50);
            set.flip();
            switch (random.nextInt(8)) {
                case 0: case 1: set = filtered(set); title += "-filtered"; break;
                case 2: set = cut(set); title += "-cut"; break;
                case 3: broken(set); title += "-broken"; break;
                default: break;
            }
            out.print(title + " " + Lines.hex(Arrays.copyOf(set.array(), set.limit())) + " " + read(set) + "\n");
        }
    }

    /* ---- writing */

    /* Append a batch; its last offset. */
    private long batch(ByteBuffer set, byte magic, CompressionType type, TimestampType time,
                       long offset) throws Exception {
        if (magic == 2 && random.nextInt(8) == 0)
            return marker(set, offset);
        if (magic == 2 && random.nextInt(12) == 0)
            return empty(set, time, offset);
        boolean producer = magic == 2 && random.nextInt(3) == 0;
        boolean transactional = producer && random.nextBoolean();
        boolean repacked = magic == 2 && random.nextInt(3) == 0
            && (type == CompressionType.SNAPPY || type == CompressionType.ZSTD);
        /* a broker stamps the batch, and leaves in it the times of the producer */
        boolean stamped = time == TimestampType.LOG_APPEND_TIME && random.nextBoolean();
        int start = set.position();
        MemoryRecordsBuilder builder = MemoryRecords.builder(ByteBuffer.allocate(ROOM), magic,
            repacked ? Compression.NONE : Compression.of(type).build(),
            stamped ? TimestampType.CREATE_TIME : time, offset, TIME + random.nextInt(1000),
            producer ? random.nextInt(10_000) : RecordBatch.NO_PRODUCER_ID,
            (short) (producer ? random.nextInt(Short.MAX_VALUE) : -1),
            producer ? random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(1000) : RecordBatch.NO_SEQUENCE,
            transactional, random.nextBoolean() ? -1 : random.nextInt(100));
        boolean holes = random.nextInt(4) == 0;
        boolean big = random.nextInt(15) == 0;
        for (int n = random.nextInt(12) == 0 ? 70 : 1 + random.nextInt(5); n > 0; n--) {
            offset += holes ? random.nextInt(3) : 0;
            if (magic == 2)
                builder.appendWithOffset(offset++, timestamp(), blob(false), blob(big && n == 1), headers());
            else
                builder.appendWithOffset(offset++, magic == 0 ? -1 : timestamp(), blob(false), blob(big && n == 1));
        }
        MemoryRecords built = builder.build();
        if (stamped)
            for (MutableRecordBatch b : built.batches())
                b.setMaxTimestamp(time, TIME + 5000 + random.nextInt(1000));
        set.put(built.buffer());
        if (repacked)
            repack(set, start, type);
        return offset - 1;
    }

    private long marker(ByteBuffer set, long offset) {
        set.put(MemoryRecords.withEndTransactionMarker(offset, TIME, random.nextInt(50), random.nextInt(10_000),
            (short) random.nextInt(100), new EndTransactionMarker(
                random.nextBoolean() ? ControlRecordType.COMMIT : ControlRecordType.ABORT,
                random.nextInt())).buffer());
        return offset;
    }

    /* What is left of a producer's last batch when all its records are compacted away. */
    private long empty(ByteBuffer set, TimestampType time, long offset) {
        long last = offset + random.nextInt(20);
        DefaultRecordBatch.writeEmptyHeader(set, (byte) 2, random.nextInt(1000), (short) random.nextInt(9),
            random.nextInt(1000), offset, last, random.nextInt(50), time, TIME, random.nextBoolean(), false);
        return last;
    }

    /* The records of the uncompressed batch at `start`, compressed in one piece. */
    private static void repack(ByteBuffer set, int start, CompressionType type) throws Exception {
        byte[] records = Arrays.copyOfRange(set.array(), start + RECORDS_AT, set.position());
        byte[] packed = type == CompressionType.SNAPPY ? Snappy.compress(records) : Zstd.compress(records);
        set.position(start + RECORDS_AT);
        set.put(packed);
        set.putInt(start + LENGTH_AT, set.position() - start - LENGTH_AT - 4);
        set.putShort(start + ATTRIBUTES_AT, (short) (set.getShort(start + ATTRIBUTES_AT) | type.id));
        set.putInt(start + CRC_AT, (int) Crc32C.compute(set.array(), start + ATTRIBUTES_AT,
            set.position() - start - ATTRIBUTES_AT));
    }

    private ByteBuffer filtered(ByteBuffer set) {
        MemoryRecords.RecordFilter filter = new MemoryRecords.RecordFilter(TIME, random.nextInt(1000)) {
            @Override
            protected BatchRetentionResult checkBatchRetention(RecordBatch batch) {
                return new BatchRetentionResult(batch.magic() == 2 ? BatchRetention.RETAIN_EMPTY
                    : BatchRetention.DELETE_EMPTY, batch.isControlBatch());
            }

            @Override
            protected boolean shouldRetainRecord(RecordBatch batch, Record record) {
                return batch.isControlBatch() || random.nextInt(3) == 0;
            }
        };
        return MemoryRecords.readableRecords(set)
            .filterTo(filter, ByteBuffer.allocate(4 * ROOM), BufferSupplier.NO_CACHING, Integer.MAX_VALUE)
            .outputBuffer().flip();
    }

    private static int lastBatch(ByteBuffer set) {
        int at = 0;
        for (int next; (next = at + LENGTH_AT + 4 + set.getInt(at + LENGTH_AT)) < set.limit(); )
            at = next;
        return at;
    }

    private ByteBuffer cut(ByteBuffer set) {
        int last = lastBatch(set);
        set.limit(last + random.nextInt(set.limit() - last));
        return set;
    }

    private void broken(ByteBuffer set) {
        int last = lastBatch(set);
        int summed = last + (set.get(last + 16) == 2 ? ATTRIBUTES_AT : CRC_AT);
        int at = summed + random.nextInt(set.limit() - summed);
        set.put(at, (byte) (set.get(at) ^ 1 << random.nextInt(8)));
    }

    private long offset() {
        return random.nextBoolean() ? random.nextInt(3) : random.nextLong() >>> 16;
    }

    private long timestamp() {
        switch (random.nextInt(8)) {
            case 0: return 0;
            case 1: return RecordBatch.NO_TIMESTAMP;
            case 2: return random.nextLong() >>> 2;
            default: return TIME + random.nextInt(2000) - 1000;
        }
    }

    private byte[] blob(boolean big) {
        int kind = random.nextInt(10);
        if (kind == 0 && !big)
            return null;
        byte[] bytes = new byte[big ? 60_000 + random.nextInt(100_000) : kind == 1 ? 0 : random.nextInt(80)];
        random.nextBytes(bytes);
        if (kind < 6) /* something to compress */
            for (int i = 0; i < bytes.length; i++)
                bytes[i] = (byte) ('a' + i % (2 + kind));
        return bytes;
    }

    private Header[] headers() {
        Header[] headers = new Header[random.nextBoolean() ? 0 : random.nextInt(4)];
        for (int i = 0; i < headers.length; i++)
            headers[i] = new RecordHeader("\u00e9".repeat(random.nextInt(3)) + random.nextInt(3), blob(false));
        return headers;
    }

    /* ---- what Kafka reads */

    private static String read(ByteBuffer set) {
        StringBuilder text = new StringBuilder();
        int left = set.limit();
        for (MutableRecordBatch batch : MemoryRecords.readableRecords(set.duplicate().position(0)).batches()) {
            left -= batch.sizeInBytes();
            text.append("[").append(batch.magic()).append(" bytes ").append(batch.sizeInBytes());
            if (batch.isValid())
                valid(text, batch);
            else
                text.append(" broken");
            text.append("] ");
        }
        return text.append(left > 0 ? "cut" : "end").toString();
    }

    private static void valid(StringBuilder text, MutableRecordBatch batch) {
        StringBuilder records = new StringBuilder();
        int count = 0;
        for (Record record : batch) {
            record(records, record);
            count++;
        }
        text.append(" offsets ").append(batch.baseOffset()).append(" ").append(batch.lastOffset());
        text.append(" epoch ").append(batch.partitionLeaderEpoch());
        text.append(" ").append(batch.compressionType().name);
        text.append(batch.timestampType() == TimestampType.LOG_APPEND_TIME ? " append" : " create");
        text.append(batch.isTransactional() ? " transactional" : "");
        text.append(batch.isControlBatch() ? " control" : "");
        if (batch.magic() == 2)
            text.append(batch.deleteHorizonMs().isPresent() ? " horizon " : " base ")
                .append(((DefaultRecordBatch) batch).baseTimestamp());
        text.append(" max ").append(batch.maxTimestamp());
        text.append(" producer ").append(batch.producerId()).append(" ").append(batch.producerEpoch())
            .append(" ").append(batch.baseSequence());
        text.append(" count ").append(batch.countOrNull() == null ? count : batch.countOrNull());
        text.append(" crc ").append(batch.checksum());
        if (batch.isControlBatch() && count > 0) {
            Record first = batch.iterator().next();
            text.append(" type ").append(ControlRecordType.parseTypeId(first.key())).append(" ")
                .append(EndTransactionMarker.deserialize(first).coordinatorEpoch());
        }
        text.append(records);
    }

    private static void record(StringBuilder text, Record record) {
        text.append(" (").append(record.offset()).append(" ").append(record.timestamp());
        text.append(" ").append(blob(record.key())).append(" ").append(blob(record.value()));
        for (Header header : record.headers())
            text.append(" ").append(Lines.hex(header.key().getBytes(StandardCharsets.UTF_8)))
                .append("=").append(blob(header.value() == null ? null : ByteBuffer.wrap(header.value())));
        text.append(")");
    }

    private static String blob(ByteBuffer buffer) {
        if (buffer == null)
            return "null";
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Lines.hex(bytes);
    }
}
