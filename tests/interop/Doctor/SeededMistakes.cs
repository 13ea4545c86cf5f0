using System.Text;
using Hub.Certs.Doctor;
using Hub.Certs.Signatures;
using static Hub.Certs.Doctor.SignatureMistakes;
using SignatureEncoding = Hub.Certs.Signatures.SignatureEncoding;

namespace Hub.Interop.Tests.Doctor;

/// <summary>A mistake made on purpose.</summary>
/// <param name="Mistake">What must be named.</param>
/// <param name="How">How it is made, for the document.</param>
/// <param name="Make">The case; null if the library cannot make this mistake.</param>
internal sealed record SeededMistake(Mistake Mistake, string How, Func<Bench, SignatureCase?> Make);

/// <summary>Every mistake that is made with every library. docs/signature-doctor.md is made from this list.</summary>
internal static class SeededMistakes
{
    internal static IReadOnlyList<SeededMistake> All { get; } = [.. Writings(), .. Numbers(), .. Keys(), .. Digests(), .. Contents(), .. Parameters()];

    private static IEnumerable<SeededMistake> Writings()
    {
        SeededMistake Text(Mistake mistake, string how, Func<byte[], string> write, SignatureWriting agreed = SignatureWriting.Base64) =>
            new(mistake, how, bench =>
        {
            var message = bench.Message();
            var signature = bench.Sign(message);
            return bench.Case(message, signature, agreed, write(signature));
        });

        SeededMistake Found(Mistake mistake, string how, Func<string, bool> wanted, Func<string, string> change) => new(mistake, how, bench =>
        {
            var (message, signature) = bench.Find(found => wanted(Convert.ToBase64String(found)));
            return bench.Case(message, signature, text: change(Convert.ToBase64String(signature)));
        });

        yield return Text(HexForBase64, "hex in a Base64 field", Convert.ToHexStringLower);
        yield return Text(HexForBase64, "upper-case hex in a Base64 field", Convert.ToHexString);
        yield return Text(Base64ForHex, "Base64 in a hex field", Convert.ToBase64String, SignatureWriting.Hex);
        yield return Found(
            Base64Url, "the URL alphabet", text => text.Contains('+', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal),
            text => text.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        yield return Text(TextSpaces, "a line break after 64 characters", bytes => Convert.ToBase64String(bytes).Insert(64, "\r\n"));
        yield return Text(TextSpaces, "a line feed at the end", bytes => Convert.ToBase64String(bytes) + "\n");
        yield return Text(HexInBase64, "Base64 of the hex text", bytes => Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes))));
        yield return Found(PlusLost, "+ read as a space", text => text.Contains('+', StringComparison.Ordinal), text => text.Replace('+', ' '));
        yield return Text(PaddingLost, "no = at the end", bytes => Convert.ToBase64String(bytes).TrimEnd('='));
        yield return Text(PercentEncoded, "percent-encoded", bytes => Uri.EscapeDataString(Convert.ToBase64String(bytes)));
        yield return Text(HexPrefix, "0x in front", bytes => "0x" + Convert.ToHexString(bytes), SignatureWriting.Hex);
        yield return Text(HexPrefix, "bytes separated by :", bytes => BitConverter.ToString(bytes).Replace('-', ':'), SignatureWriting.Hex);
        yield return Text(DoubleBase64, "Base64 of Base64", bytes => Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))));
    }

    private static IEnumerable<SeededMistake> Numbers()
    {
        SeededMistake Bytes(Mistake mistake, string how, Func<byte[], byte[]> change, SignatureEncoding agreed = SignatureEncoding.Raw) =>
            new(mistake, how, bench =>
            {
                var message = bench.Message();
                return bench.Case(message, change(bench.Sign(message)), encoding: agreed);
            });

        yield return Bytes(RawForDer, "r‖s where DER is agreed", raw => raw, SignatureEncoding.Der);
        yield return Bytes(DerForRaw, "DER where r‖s is agreed", Der);
        yield return Bytes(DerNotExact, "an integer with a zero too many or too few", raw => Inexact(raw), SignatureEncoding.Der);
        yield return Bytes(DerNotExact, "length in the long form", raw => [0x30, 0x81, .. Der(raw)[1..]], SignatureEncoding.Der);
        yield return Bytes(DerNotExact, "a byte after the sequence", raw => [.. Der(raw), 0], SignatureEncoding.Der);
        yield return new(ZerosLost, "r or s written without its leading zero", bench =>
        {
            var (message, signature) = bench.Find(raw => raw[0] == 0 || raw[32] == 0);
            return bench.Case(message, [.. signature[..32].SkipWhile(b => b == 0), .. signature[32..].SkipWhile(b => b == 0)]);
        });
        yield return Bytes(BytesReversed, "r and s little endian", raw => [.. raw[..32].Reverse(), .. raw[32..].Reverse()]);
        yield return Bytes(HalvesSwapped, "s‖r", raw => [.. raw[32..], .. raw[..32]]);
        yield return Bytes(HalvesPadded, "04 in front of r‖s", raw => [4, .. raw]);
        yield return Bytes(HalvesPadded, "33 bytes each", raw => [0, .. raw[..32], 0, .. raw[32..]]);
    }

    private static IEnumerable<SeededMistake> Keys()
    {
        yield return new(OtherKey, "the message names another key", bench =>
        {
            using var other = new BouncyCastleSigner();
            var message = bench.Message();
            var named = new Bench(other, bench.Random).Key(keyId: "h1-2027");
            return bench.Case(message, bench.Sign(message), key: named, keyId: "h1-2027", more: [bench.Key()]);
        });
        yield return Old(KeyExpired, "the window has passed", bench => bench.Key(toDays: -1));
        yield return Old(KeyNotYetValid, "the window has not begun", bench => bench.Key(fromDays: 1));
        yield return Old(KeyRevoked, "the key is revoked", bench => bench.Key(status: Certs.Registry.PartnerKeyStatus.Revoked));

        SeededMistake Identity(Mistake mistake, string how, string used, string agreed) => new(mistake, how, bench =>
        {
            var message = bench.Message();
            return bench.Case(message, bench.Sign(message, used), userId: agreed);
        });

        yield return Identity(UserIdEmpty, "no user id", "", Bench.Customary);
        yield return Identity(UserIdCustomary, "1234567812345678 where the code is agreed", Bench.Customary, Bench.Institution);
        yield return Identity(UserIdInstitution, "the institution's code", Bench.Institution, Bench.Customary);
        yield return Identity(UserIdAsHex, "the hex digits of the id", "31323334353637383132333435363738", Bench.Customary);

        static SeededMistake Old(Mistake mistake, string how, Func<Bench, Certs.Registry.PartnerKey> key) => new(mistake, how, bench =>
        {
            var message = bench.Message();
            return bench.Case(message, bench.Sign(message), key: key(bench));
        });
    }

    private static IEnumerable<SeededMistake> Digests()
    {
        SeededMistake Signed(Mistake mistake, string how, Func<byte[], byte[]> signed) => new(mistake, how, bench =>
        {
            var message = bench.Message();
            return bench.Case(message, bench.Sign(signed(message)));
        });

        SeededMistake Special(Mistake mistake, string how, Func<Bench, byte[], byte[]?> sign) => new(mistake, how, bench =>
        {
            var message = bench.Message();
            return sign(bench, message) is { } signature ? bench.Case(message, signature) : null;
        });

        yield return Special(ZaMissing, "SM3(M) as the digest", (bench, message) =>
            bench.Signer is BouncyCastleSigner signer ? signer.SignAgain(message, Bench.Customary) : bench.Signer.SignDigest(Sm3.Hash(message)));
        yield return Signed(HashSigned, "SM3 of the message", message => Sm3.Hash(message));
        yield return Signed(HashSigned, "SHA-256 of the message", System.Security.Cryptography.SHA256.HashData);
        yield return Signed(HashTextSigned, "hex text of SM3", message => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sm3.Hash(message))));
        yield return Signed(HashTextSigned, "Base64 text of SHA-256", message =>
            Encoding.ASCII.GetBytes(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(message))));
        yield return Signed(HashUpperSigned, "upper-case hex text of SM3", message => Encoding.ASCII.GetBytes(Convert.ToHexString(Sm3.Hash(message))));
        yield return new(MessageAsDigest, "the message as the digest", bench =>
        {
            var message = bench.Message()[..32];
            return bench.Signer.SignDigest(message) is { } signature ? bench.Case(message, signature) : null;
        });
        yield return Special(WrongDigest, "SHA-256 in SM3's place", (bench, message) => bench.Signer.SignSha256(message, Bench.Customary));
        yield return Special(EcdsaFormula, "ECDSA on the SM2 curve", (bench, message) => bench.Signer.SignEcdsa(message));
    }

    private static IEnumerable<SeededMistake> Contents()
    {
        SeededMistake Signed(Mistake mistake, string how, Func<string, string> signed, Func<string, string>? sent = null) =>
            Bytes(mistake, how, text => Encoding.UTF8.GetBytes(signed(text)), sent);

        SeededMistake Bytes(Mistake mistake, string how, Func<string, byte[]> signed, Func<string, string>? sent = null) => new(mistake, how, bench =>
        {
            var text = bench.Json();
            return bench.Case(Encoding.UTF8.GetBytes(sent is null ? text : sent(text)), bench.Sign(signed(text)));
        });

        yield return new(OtherCoverage, "the input alone where the body is agreed", bench =>
        {
            var input = bench.Message();
            byte[] body = [.. "{\"infno\":\"2207\",\"input\":"u8, .. input, .. "}"u8];
            return bench.Case(body, bench.Sign(input), contents: [new("body", body), new("input", input)]);
        });
        yield return Signed(NewlineAdded, "LF signed, not sent", text => text + "\n");
        yield return Signed(NewlineAdded, "CRLF signed, not sent", text => text + "\r\n");
        yield return Signed(NewlineLeftOut, "LF sent, not signed", text => text, text => text + "\n");
        yield return Signed(LineEnds, "LF signed, CRLF sent", text => text.Replace(",", ",\n", StringComparison.Ordinal),
            text => text.Replace(",", ",\r\n", StringComparison.Ordinal));
        yield return Signed(SignatureMistakes.ByteOrderMark, "a mark signed, not sent", text => "\uFEFF" + text);
        yield return Signed(SignatureMistakes.ByteOrderMark, "a mark sent, not signed", text => text, text => "\uFEFF" + text);
        yield return Signed(JsonSpaces, "compact signed, indented sent", text => text, text => Pretty(text));
        yield return Signed(JsonSpaces, "indented signed, compact sent", text => Pretty(text));
        yield return Signed(JsonSpaces, "Python's spaces signed", text => text.Replace(":", ": ", StringComparison.Ordinal)
            .Replace(",", ", ", StringComparison.Ordinal));
        yield return Signed(JsonSorted, "keys sorted", Sorted);
        yield return Signed(JsonEscapes, "\\u signed, characters sent", text => Escaped(text));
        yield return Signed(JsonEscapes, "characters signed, \\u sent", text => text, text => Escaped(text));
        yield return Signed(JsonEscapes, "\\/ signed", text => text.Replace("/", "\\/", StringComparison.Ordinal));
        yield return Bytes(GbkSigned, "GBK bytes", text => Page(936).GetBytes(text));
        yield return Bytes(GbkSigned, "GB18030 bytes", text => Page(54936).GetBytes(text));
        yield return Bytes(Utf16Signed, "UTF-16 bytes", Encoding.Unicode.GetBytes);
        yield return Bytes(SignatureMistakes.QuestionMarks, "ASCII bytes", Encoding.ASCII.GetBytes);
        yield return Bytes(HexTextSigned, "hex text of the message", text =>
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))));
        yield return Bytes(Base64TextSigned, "Base64 text of the message", text =>
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));
        yield return Signed(StringForm, "the message as a JSON string", text => "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
    }

    private static IEnumerable<SeededMistake> Parameters()
    {
        SeededMistake Joined(Mistake mistake, string how, Func<IReadOnlyList<SignedPair>, string> signed) => new(mistake, how, bench =>
        {
            IReadOnlyList<SignedPair> pairs =
            [
                new("msgid", Encoding.UTF8.GetBytes("H4301" + bench.Random.NextInt64())), new("infno", "2207"u8.ToArray()),
                new("opter_name", Encoding.UTF8.GetBytes("李四")), new("Sign_no", default), new("insuplc", "430100"u8.ToArray()),
            ];
            var agreed = Encoding.UTF8.GetBytes(Join(pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)));
            return bench.Case(agreed, bench.Sign(signed(pairs)), contents: [new("envelope", agreed) { Pairs = pairs }]);
        });

        yield return Joined(Unsorted, "in the order sent", pairs => Join(pairs));
        yield return Joined(SortedOtherwise, "sorted without case", pairs => Join(pairs.OrderBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)));
        yield return Joined(EmptyLeftOut, "empty values left out", pairs =>
            Join(pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).Where(pair => !pair.Value.IsEmpty)));
        yield return Joined(ValuesEncoded, "percent-encoded values", pairs => string.Join('&', pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name + "=" + Uri.EscapeDataString(Encoding.UTF8.GetString(pair.Value.Span)))));
        yield return Joined(PairsJoined, "without &", pairs => string.Concat(pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name + "=" + Encoding.UTF8.GetString(pair.Value.Span))));
        yield return Joined(PairsJoined, "& at the end", pairs => Join(pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)) + "&");
    }

    private static string Join(IEnumerable<SignedPair> pairs) =>
        string.Join('&', pairs.Select(pair => pair.Name + "=" + Encoding.UTF8.GetString(pair.Value.Span)));

    private static byte[] Der(byte[] raw) => EcSignatureCodec.Encode(raw, SignatureEncoding.Der);

    // r loses the zero that keeps it positive, or gets one that it does not need.
    private static byte[] Inexact(byte[] raw)
    {
        var der = Der(raw);
        byte[] integers = der[4] == 0 ? [.. der[2..3], (byte)(der[3] - 1), .. der[5..]] : [.. der[2..3], (byte)(der[3] + 1), 0, .. der[4..]];
        return [0x30, (byte)integers.Length, .. integers];
    }

    private static string Pretty(string text)
    {
        using var document = System.Text.Json.JsonDocument.Parse(text);
        return System.Text.Json.JsonSerializer.Serialize(document, Relaxed(indented: true)).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Sorted(string text)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();
        return new System.Text.Json.Nodes.JsonObject(node.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Key == "data" ? Data(member.Value!) : member.Value?.DeepClone())))
            .ToJsonString(Relaxed(indented: false));

        static System.Text.Json.Nodes.JsonNode Data(System.Text.Json.Nodes.JsonNode data) => new System.Text.Json.Nodes.JsonObject(
            data.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
    }

    private static System.Text.Json.JsonSerializerOptions Relaxed(bool indented) =>
        new() { WriteIndented = indented, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c < 0x7F ? c.ToString() : "\\u" + ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));

    private static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}
