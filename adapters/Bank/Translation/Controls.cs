using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Control;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Translation;

/// <summary>Control files: ours signed with the hub's key, a bank's held against its key of that moment.</summary>
internal sealed class Controls(string bank, SigningKey hubKey, Func<PartnerRegistry> registry)
{
    private readonly string _bank = bank;
    private readonly SigningKey _hubKey = hubKey;
    private readonly Func<PartnerRegistry> _registry = registry;

    /// <summary>The control file of a payment file.</summary>
    public ControlFile Seal(string name, PaymentFileHeader header, ContentKey content)
    {
        var control = new ControlText(name, content.Length, header.Count, header.Total.Fen, content.Sha256, content.Sm3, _hubKey.KeyId);
        var signed = control.ToSigned();
        return new ControlFile(FileNames.ControlOf(name), ControlText.Seal(signed, _hubKey.Sign(signed)));
    }

    /// <summary>Checks a bank's control file: first that the bank said it, then what it says.</summary>
    /// <exception cref="BankWireException">It does not hold.</exception>
    public void Verify(BankFileName name, ReadOnlySpan<byte> bytes, ContentKey content, DateTimeOffset at)
    {
        var control = ControlText.Parse(bytes);
        var partners = _registry();
        var key = partners.Find(_bank) is { Kind: PartnerKind.Bank, Status: PartnerStatus.Active } partner ? partners.KeyFor(partner, control.Key, at) : null;
        if (key is not { Algorithm: SignatureAlgorithm.Sm2Sm3 })
        {
            throw new BankWireException(BankErrorCodes.ControlKey, 8, "key");
        }

        if (!key.Verify(control.ToSigned(), control.Signature.Span))
        {
            throw new BankWireException(BankErrorCodes.ControlSignature, 9, "signature");
        }

        if (control.File != name.Name)
        {
            throw new BankWireException(BankErrorCodes.ControlName, 2, "file");
        }

        if (control.Bytes != content.Length)
        {
            throw new BankWireException(BankErrorCodes.ControlLength, 3, "bytes");
        }

        if (control.Sha256 != content.Sha256)
        {
            throw new BankWireException(BankErrorCodes.ControlDigest, 6, "sha256");
        }

        if (control.Sm3 != content.Sm3)
        {
            throw new BankWireException(BankErrorCodes.ControlDigest, 7, "sm3");
        }
    }
}
