using System.ComponentModel.DataAnnotations;

namespace Hub.Host.Configuration;

/// <summary>Metrics at <c>/metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>Label sets of one instrument, at most. Default 2,000. 10–100,000. Further ones are counted together under <c>overflow="true"</c>.</summary>
    [Range(10, 100_000)]
    public int SeriesPerInstrumentMax { get; set; } = 2000;

    /// <summary>Answer <c>/metrics</c> to callers of this machine only. Default true.</summary>
    public bool LoopbackOnly { get; set; } = true;
}
