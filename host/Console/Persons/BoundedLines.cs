namespace Hub.Console.Persons;

/// <summary>Lines of a text, none longer than a limit: a file without a line end does not fill the memory.</summary>
internal sealed class BoundedLines(TextReader reader, int lengthMax)
{
    private readonly char[] buffer = new char[32 * 1024];
    private readonly char[] line = new char[lengthMax];
    private int position;
    private int filled;

    /// <summary>The line after the last one read, without its end (CRLF or LF); null at the end of the text.</summary>
    /// <exception cref="InvalidDataException">The line is longer than the limit.</exception>
    internal async ValueTask<ReadOnlyMemory<char>?> NextAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (position == filled)
            {
                (position, filled) = (0, await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
                if (filled == 0)
                {
                    // Not "null : memory": that null would become an empty line, and the text would never end.
                    return length == 0 ? (ReadOnlyMemory<char>?)null : line.AsMemory(0, length);
                }
            }

            var part = buffer.AsMemory(position, filled - position);
            var end = part.Span.IndexOf('\n');
            var taken = end < 0 ? part : part[..end];
            if (length + taken.Length > lengthMax)
            {
                throw new InvalidDataException("line too long");
            }

            taken.CopyTo(line.AsMemory(length));
            length += taken.Length;
            position += taken.Length + (end < 0 ? 0 : 1);
            if (end >= 0)
            {
                return line.AsMemory(0, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
            }
        }
    }
}
