using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;

namespace Hub.Simulators.Tests.Bank;

/// <summary>Files as FORMATS.md describes them, written here by hand: not by the codecs of the bank.</summary>
internal static class Samples
{
    internal static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>A text file: what is given, the control value over it, the line end.</summary>
    internal static byte[] Sealed(string text, string lineEnd = "\r\n") => Sealed(Gb18030.GetBytes(text), lineEnd);

    internal static byte[] Sealed(byte[] bytes, string lineEnd = "\r\n")
        => [.. bytes, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sm3.Hash(bytes)) + lineEnd)];

    /// <summary>A field of fixed width: text left, padded with spaces to so many bytes of GB18030.</summary>
    internal static string T(string value, int width) => value + new string(' ', width - Gb18030.GetByteCount(value));

    /// <summary>A field of fixed width: number right, padded with zeros.</summary>
    internal static string N(long value, int width) => value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A payment file, delimited: so many lines of 1.00, 2.00 …; a line's account may be given.</summary>
    internal static byte[] Delimited(string batch, int lines, Func<int, string>? serial = null, Func<int, string>? account = null, string day = "20261128")
    {
        var text = new StringBuilder($"H|1|430100|102|{batch}|PP|4301001234567890|长沙市医疗保障局|CNY|{day}180000|{day}|{lines}|{Total(lines)}\r\n");
        for (int i = 1; i <= lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"D|{i}|{Serial(batch, i, serial)}|{account?.Invoke(i) ?? $"6222020000{i:000000}"}|张示例|工商银行长沙支行|102551000017|1|{i}.00|CNY|01|医保待遇||\r\n");
        }
        return Sealed(text.Append(CultureInfo.InvariantCulture, $"T|{lines}|{Total(lines)}|").ToString());
    }

    /// <summary>The same payments in fixed width.</summary>
    internal static byte[] Fixed(string batch, int lines, string day = "20261128")
    {
        var text = new StringBuilder(
            "H01430100102" + T(batch, 35) + "PP" + T("4301001234567890", 34) + T("长沙市医疗保障局", 60) + "CNY" + day + "180000" + day
            + N(lines, 8) + N(Fen(lines), 18) + "\r\n");
        for (int i = 1; i <= lines; i++)
        {
            text.Append("D" + N(i, 8) + T(Serial(batch, i, null), 35) + T($"6222020000{i:000000}", 34) + T("张示例", 60) + T("工商银行长沙支行", 60)
                + "102551000017" + "1" + N(i * 100, 18) + "CNY" + T("01", 8) + T("医保待遇", 60) + T("", 2) + T("", 20) + "\r\n");
        }
        return Sealed(text.Append("T" + N(lines, 8) + N(Fen(lines), 18)).ToString());
    }

    /// <summary>The same payments as pain.001.001.09.</summary>
    internal static byte[] Pain001(string batch, int lines, string day = "2026-11-28")
    {
        var text = new StringBuilder($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
            <GrpHdr><MsgId>{batch}</MsgId><CreDtTm>{day}T18:00:00</CreDtTm><NbOfTxs>{lines}</NbOfTxs><CtrlSum>{Total(lines)}</CtrlSum><InitgPty><Nm>长沙市医疗保障局</Nm></InitgPty></GrpHdr>
            <PmtInf><PmtInfId>{batch}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>{lines}</NbOfTxs><CtrlSum>{Total(lines)}</CtrlSum><ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt>
            <Dbtr><Nm>长沙市医疗保障局</Nm></Dbtr><DbtrAcct><Id><Othr><Id>4301001234567890</Id></Othr></Id></DbtrAcct>
            <DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>102551000017</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt>

            """);
        for (int i = 1; i <= lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <CdtTrfTxInf><PmtId><InstrId>{i}</InstrId><EndToEndId>{Serial(batch, i, null)}</EndToEndId></PmtId><Amt><InstdAmt Ccy="CNY">{i}.00</InstdAmt></Amt>
                <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>102551000017</MmbId></ClrSysMmbId><Nm>工商银行长沙支行</Nm></FinInstnId></CdtrAgt>
                <Cdtr><Nm>张示例</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6222020000{i:000000}</Id></Othr></Id></CdtrAcct><Purp><Prtry>01</Prtry></Purp><RmtInf><Ustrd>医保待遇</Ustrd></RmtInf></CdtTrfTxInf>

                """);
        }
        return Encoding.UTF8.GetBytes(text.Append("</PmtInf></CstmrCdtTrfInitn></Document>\n").ToString());
    }

    /// <summary>The control file of a data file.</summary>
    internal static byte[] Control(string name, byte[] data, int count, string total, SigningKey key)
    {
        byte[] signed = Encoding.UTF8.GetBytes(
            $"HUB-CONTROL 1\nfile={name}\nbytes={data.Length}\ncount={count}\ntotal={total}\nsha256={Convert.ToHexStringLower(SHA256.HashData(data))}\n"
            + $"sm3={Convert.ToHexStringLower(Sm3.Hash(data))}\nkey={key.KeyId}\n");
        return [.. signed, .. Encoding.UTF8.GetBytes($"signature={Convert.ToBase64String(key.Sign(signed))}\n")];
    }

    /// <summary>1.00 + 2.00 + … in yuan.</summary>
    internal static string Total(int lines) => $"{lines * (lines + 1L) / 2}.00";

    internal static long Fen(int lines) => lines * (lines + 1L) / 2 * 100;

    private static string Serial(string batch, int number, Func<int, string>? serial) => serial?.Invoke(number) ?? $"{batch}-{number:000000}";
}
