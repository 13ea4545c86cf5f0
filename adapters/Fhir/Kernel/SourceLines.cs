namespace Hub.Adapters.Fhir.Kernel;

/// <summary>Turns the position of a node into a line of its document.</summary>
internal abstract class SourceLines
{
    /// <summary>The resource was built here.</summary>
    public static SourceLines None { get; } = new Unknown();

    /// <summary>Positions are lines already.</summary>
    public static SourceLines Lines { get; } = new Same();

    /// <summary>Positions are offsets into the bytes; lines are counted when the first finding asks.</summary>
    public static SourceLines Offsets(ReadOnlyMemory<byte> document) => new Counted(document);

    public abstract int LineOf(int position);

    private sealed class Unknown : SourceLines
    {
        public override int LineOf(int position) => 0;
    }

    private sealed class Same : SourceLines
    {
        public override int LineOf(int position) => position;
    }

    private sealed class Counted(ReadOnlyMemory<byte> document) : SourceLines
    {
        private List<int>? _ends;

        public override int LineOf(int position)
        {
            _ends ??= Ends(document.Span);
            var found = _ends.BinarySearch(position);
            return (found < 0 ? ~found : found) + 1;
        }

        private static List<int> Ends(ReadOnlySpan<byte> bytes)
        {
            var ends = new List<int>();
            for (var i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] == (byte)'\n')
                {
                    ends.Add(i);
                }
            }

            return ends;
        }
    }
}
