using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>Which messages meet which trouble.</summary>
public static class Trouble
{
    /// <summary>The trouble of a message's first attempt, or null: a function of seed and msgid.</summary>
    public static TroubleKind? For(InstitutionOptions options, BuiltRequest request)
    {
        if (options.TroublePerMillion == 0 || options.TroubleKinds.Count == 0)
        {
            return null;
        }
        if (options.TroubleOnSettlementsOnly && request.InfNo is not ("2102" or "2103" or "2207" or "2208" or "2304" or "2305"))
        {
            return null;
        }
        ulong hash = StableHash.Of(options.Seed, request.MsgId);
        return StableHash.Strikes(hash, options.TroublePerMillion)
            ? options.TroubleKinds[(int)((hash >> 32) % (ulong)options.TroubleKinds.Count)]
            : null;
    }
}
