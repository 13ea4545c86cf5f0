namespace Hub.Console.Officers;

/// <summary>What an officer may do. Roles do not contain each other: whoever releases and wants to see what, has both.</summary>
[Flags]
public enum OfficerRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read pages, books, audit trail and raw messages (personal data).</summary>
    View = 1,

    /// <summary>Clear a day, hand in payments to persons, order a failed payment again.</summary>
    Clear = 2,

    /// <summary>Seal payments into files.</summary>
    Seal = 4,

    /// <summary>Let a file go to the bank that another officer sealed.</summary>
    Release = 8,

    /// <summary>Propose an institution's account, and approve another officer's proposal.</summary>
    Payee = 16,

    /// <summary>Write the three-way result of a day.</summary>
    Reconcile = 32,
}

/// <summary>The words of the officers' file for <see cref="OfficerRoles"/>.</summary>
public static class OfficerRoleNames
{
    /// <summary>Every role and its word, in the order of the roles.</summary>
    public static IReadOnlyList<(string Word, OfficerRoles Role)> All { get; } =
        [.. Enum.GetValues<OfficerRoles>().Where(role => role != OfficerRoles.None).Select(role => (Word(role), role))];

    /// <summary>Words of the roles, in the order of the roles.</summary>
    public static IEnumerable<string> Words(OfficerRoles roles) => All.Where(one => roles.HasFlag(one.Role)).Select(one => one.Word);

    /// <summary>Role of a word; null when there is none.</summary>
    public static OfficerRoles? Find(string word)
    {
        foreach (var one in All)
        {
            if (one.Word == word)
            {
                return one.Role;
            }
        }

        return null;
    }

    private static string Word(OfficerRoles role) => Enum.GetName(role)!.ToLowerInvariant();
}
