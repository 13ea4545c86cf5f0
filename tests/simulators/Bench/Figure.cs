using System.Globalization;

namespace Hub.Simulators.Bench;

/// <summary>One measured value beside what it must reach.</summary>
/// <param name="Name">Short and stable: the key in the JSON.</param>
/// <param name="Text">What it is.</param>
/// <param name="Value">Measured; null = could not be measured here.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Least">It must be at least this.</param>
/// <param name="Most">It must be at most this.</param>
/// <param name="Limit">The limit measured in the same run that it stands beside, in words.</param>
internal sealed record Figure(string Name, string Text, decimal? Value, string Unit, decimal? Least = null, decimal? Most = null, string Limit = "")
{
    /// <summary>True, false, or null where nothing is required.</summary>
    public bool? Reached => Value is not { } value || (Least is null && Most is null) ? null : value >= (Least ?? value) && value <= (Most ?? value);

    /// <summary>Requirement as text.</summary>
    public string Required => Least is { } least ? $"≥ {Number(least)}" : Most is { } most ? $"≤ {Number(most)}" : "";

    /// <summary>Invariant, thousands separated.</summary>
    public static string Number(decimal value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
