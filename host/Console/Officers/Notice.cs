namespace Hub.Console.Officers;

/// <summary>What became of an act, shown on the page that follows it.</summary>
/// <param name="IsRefusal">Nothing was changed.</param>
/// <param name="Key">Text of the console.</param>
/// <param name="Values">Values of the text.</param>
public sealed record Notice(bool IsRefusal, string Key, params IReadOnlyList<string> Values)
{
    /// <summary>Files that were sealed: the page links them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
