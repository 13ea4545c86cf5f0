using Hub.Simulators.Core;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>What a test wants on its stage.</summary>
internal sealed record StageOptions
{
    /// <summary>Institutions: H… are hospitals, P… pharmacies.</summary>
    public IReadOnlyList<string> Institutions { get; init; } = ["H43010000001", "P43010000101"];

    /// <summary>Hub nodes on the one database.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>The core's ways. It does not recognise repetitions: what is sent to it twice is booked twice.</summary>
    public CoreOptions Core { get; init; } = new();

    /// <summary>Settings of hub.json that differ from the stage's, for example <c>Infno:WaitLimitSeconds</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where institutions want news of reversals that the core makes by itself.</summary>
    public Uri? NotifyUrl { get; init; }

    /// <summary>Further keys and partners.</summary>
    public Action<Keys>? Register { get; init; }

    /// <summary>True: the hub that can be told to die at a named point.</summary>
    public bool WithFaultPoints { get; init; }
}
