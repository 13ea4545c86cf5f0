namespace Hub.Architecture;

/// <summary>Fails with every offender on a line of its own.</summary>
internal static class Offenders
{
    internal static void None<T>(IEnumerable<T> found)
    {
        var all = found.Select(one => one?.ToString()).ToList();
        Assert.True(all.Count == 0, $"{all.Count} found:\n" + string.Join('\n', all));
    }
}
