namespace Hub.Console.Officers;

/// <summary>An immutable snapshot of one officers' file. A request takes one at its start and keeps it.</summary>
public sealed class OfficerList
{
    internal OfficerList(IReadOnlyList<Officer> officers) => Officers = officers;

    /// <summary>A list of nobody.</summary>
    public static OfficerList Empty { get; } = new([]);

    /// <summary>The officers in the order of the file.</summary>
    public IReadOnlyList<Officer> Officers { get; }

    /// <summary>The officer of an id, compared exactly; null if there is none.</summary>
    public Officer? Find(string id) => Officers.FirstOrDefault(officer => officer.Id == id);

    /// <summary>The officer whose token this is; null if it is nobody's. Says nothing about status and expiry.</summary>
    internal Officer? FindToken(string token)
    {
        if (token.Length is 0 or > AccessToken.LengthMax)
        {
            return null;
        }

        // Every entry is compared, each in constant time: the time tells neither whose token is close nor how close.
        var digest = AccessToken.Digest(token);
        Officer? found = null;
        foreach (var officer in Officers)
        {
            if (AccessToken.AreEqual(digest, officer.TokenSha256))
            {
                found = officer;
            }
        }

        return found;
    }
}
