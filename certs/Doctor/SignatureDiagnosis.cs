namespace Hub.Certs.Doctor;

/// <summary>What the doctor can say of a signature.</summary>
public enum SignatureVerdict
{
    /// <summary>No mistake of the catalogue explains it: another key, another content, or no signature at all.</summary>
    Unknown,

    /// <summary>Undoing the mistakes named makes the signature verify under a registered key of the partner.</summary>
    Mistaken,

    /// <summary>The signature is right as it stands.</summary>
    Right,
}

/// <summary>
/// The findings about one signature. A mistake is named only when undoing it makes the signature verify with the partner's public key,
/// so whoever cannot sign learns nothing. A diagnosis never makes a message accepted.
/// </summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Mistakes">The fewest mistakes that explain the signature, in the order of their codes; empty unless mistaken.</param>
/// <param name="Coverage">Name of the part that was signed, empty if unknown.</param>
/// <param name="Form">A plain fact about the form, for an unknown one: lengths only. Empty otherwise.</param>
public sealed record SignatureDiagnosis(SignatureVerdict Verdict, IReadOnlyList<Mistake> Mistakes, string Coverage, string Form)
{
    /// <summary>One line for an answer: Chinese, English, fix of each mistake with its code; empty when there is none.</summary>
    public string ToText() => string.Join("; ", Mistakes.Select(m => $"{m.Code} {m.Chinese} {m.English}, {m.ChineseFix}"));

    /// <summary>The codes, for a log.</summary>
    public string Codes() => Verdict switch
    {
        SignatureVerdict.Mistaken => string.Join(' ', Mistakes.Select(m => m.Code)),
        SignatureVerdict.Right => "right",
        _ => "unknown",
    };
}
