namespace Hub.Host.Metrics;

/// <summary>The value of one label set.</summary>
internal abstract class Cell(string labels)
{
    internal string Labels { get; } = labels;

    internal abstract void Record(double value);
}

/// <summary>A counter or gauge.</summary>
internal sealed class NumberCell(string labels, bool absolute) : Cell(labels)
{
    private double value;

    internal double Value => Volatile.Read(ref value);

    internal override void Record(double measurement)
    {
        if (absolute)
        {
            Volatile.Write(ref value, measurement);
            return;
        }

        double seen, next;
        do
        {
            seen = Volatile.Read(ref value);
            next = seen + measurement;
        }
        while (BitConverter.DoubleToInt64Bits(Interlocked.CompareExchange(ref value, next, seen)) != BitConverter.DoubleToInt64Bits(seen));
    }
}

/// <summary>A histogram: counts by upper bound, count and sum.</summary>
internal sealed class HistogramCell(string labels, double[] bounds) : Cell(labels)
{
    private readonly Lock gate = new();
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    internal double[] Bounds => bounds;

    internal override void Record(double value)
    {
        var at = Array.BinarySearch(bounds, value);
        lock (gate)
        {
            counts[at < 0 ? ~at : at]++;
            sum += value;
        }
    }

    internal (long[] Counts, double Sum) Read()
    {
        lock (gate)
        {
            return ((long[])counts.Clone(), sum);
        }
    }
}
