namespace Hub.Console.Tests.Support;

/// <summary>
/// 2026-11-27 in the books: H43010000001 agrees to the fen, H43010000002 does not, P43010000003 waits for its bank, H43010000004 has no
/// result yet. Everything is made up.
/// </summary>
internal static class SyntheticDay
{
    internal static readonly DateOnly Day = new(2026, 11, 27);

    internal const string Sql =
        """
        insert into settlement (settlement_id, cancels, encounter_id, institution, message_key, setting, person_number, insurance_type, clearing_type,
            agency, settled_at, state, total, fund_total, personal_account, cash, hospital_share, case_name) values
            ('S001', null, 'E001', 'H43010000001', 'MSG001', 0, '43000000000000000001', '310', '11', '430100', '2026-11-27 09:00:00', 0, 150000, 100000, 20000, 30000, 0, 'encounter:E001'),
            ('S002', null, 'E002', 'H43010000001', 'MSG002', 0, '43000000000000000002', '310', '11', '430100', '2026-11-27 10:00:00', 0, 3000000, 2345678, 0, 654322, 0, 'encounter:E002'),
            ('S003', null, 'E003', 'H43010000002', 'MSG003', 0, '43000000000000000003', '310', '11', '430100', '2026-11-27 11:00:00', 1, 60000, 50000, 5000, 5000, 0, 'encounter:E003'),
            ('S003C', 'S003', 'E003', 'H43010000002', 'MSG003C', 0, '43000000000000000003', '310', '11', '430100', '2026-11-27 11:30:00', 0, -60000, -50000, -5000, -5000, 0, 'encounter:E003'),
            ('S004', null, 'E004', 'H43010000002', 'MSG004', 0, '43000000000000000004', '310', '11', '430100', '2026-11-27 12:00:00', 0, 90000, 80050, 0, 9950, 0, 'encounter:E004'),
            ('S005', null, 'E005', 'P43010000003', 'MSG005', 0, '43000000000000000005', '310', '41', '430100', '2026-11-27 13:00:00', 0, 7000, 1000, 6000, 0, 0, 'encounter:E005'),
            ('S006', null, 'E006', 'H43010000004', 'MSG006', 0, '43000000000000000006', '390', '21', '430100', '2026-11-27 14:00:00', 0, 500000, 400000, 0, 100000, 0, 'encounter:E006'),
            ('S007', null, 'E007', 'H43010000004', 'MSG007', 0, '43000000000000000007', '390', '21', '430100', '2026-11-27 15:00:00', 2, 11100, 11100, 0, 0, 0, 'encounter:E007'),
            ('S008', null, 'E008', 'H43010000001', 'MSG008', 0, '43000000000000000008', '310', '11', '430100', '2026-11-28 09:00:00', 0, 100, 100, 0, 0, 0, 'encounter:E008');

        insert into message (id, direction, partner, channel, kind, key, at, decision, reason, case_name, content_digest, raw_digest, batch) values
            (101, 1, 'H43010000001', 'infno', '2207', 'MSG001', '2026-11-27 09:00:00.1+08', 1, null, 'encounter:E001', decode(repeat('a1', 32), 'hex'), decode(repeat('b1', 32), 'hex'), 1),
            (102, 2, 'core', 'infno', '2207', 'CORE001', '2026-11-27 09:00:00.2+08', 6, null, 'encounter:E001', decode(repeat('a2', 32), 'hex'), decode(repeat('b2', 32), 'hex'), 1),
            (103, 3, 'H43010000001', 'infno', '2207', 'MSG001', '2026-11-27 09:05:00+08', 4, 'same key, other content', 'encounter:E001', decode(repeat('a3', 32), 'hex'), decode(repeat('b3', 32), 'hex'), 2),
            (104, 1, 'H43010000002', 'infno', '2207', 'MSG004', '2026-11-27 12:00:00.1+08', 1, null, 'encounter:E004', decode(repeat('a4', 32), 'hex'), decode(repeat('b4', 32), 'hex'), 3);
        update message set original = 101 where id = 103;
        insert into answer (message_id, answered_at, batch) values (101, '2026-11-27 09:00:00.4+08', 1);
        insert into outcome (request_id, late, result, at, raw_digest, detail, batch) values
            (102, false, 0, '2026-11-27 09:00:00.3+08', decode(repeat('b5', 32), 'hex'), '', 1),
            (102, true, 0, '2026-11-27 09:01:00+08', decode(repeat('b6', 32), 'hex'), '', 2);
        insert into ledger_transaction (id, key, day, case_name, at) values (-1, 'settle:S001', '2026-11-27', 'encounter:E001', '2026-11-27 09:00:00.4+08');
        insert into posting (transaction_id, line, account, fen) values
            (-1, 1, 'institution:H43010000001:charges', 120000), (-1, 2, 'institution:H43010000001:payable', -120000);

        insert into payee (party, version, account, holder, bank_name, line_number, proposed_by, proposed_at) values
            ('H43010000001', 1, '6222020000000011111', '测试市第一医院', '测试银行一支行', '102100099996', 'chen', '2026-11-01 09:00:00+08'),
            ('H43010000002', 1, '6222020000000022222', '测试市第二医院', '测试银行二支行', '102100099996', 'chen', '2026-11-01 09:00:00+08'),
            ('H43010000002', 2, '6222020000000033339', '<script>alert(1)</script>医院', '测试银行', '102100099996', 'chen', '2026-11-26 09:00:00+08');
        insert into payee_approval (party, version, proposed_by, approved_by, approved_at) values
            ('H43010000001', 1, 'chen', 'wang', '2026-11-02 09:00:00+08'), ('H43010000002', 1, 'chen', 'wang', '2026-11-02 09:00:00+08');

        insert into payment (serial, kind, day, party, account, holder, bank_name, line_number, fen, agency, repeats, source, created_at) values
            ('PI2026112700001', 0, '2026-11-27', 'H43010000001', '6222020000000011111', '测试市第一医院', '测试银行一支行', '102100099996', 2465678, '', null, 'CLR1', '2026-11-27 18:00:00+08'),
            ('PI2026112700002', 0, '2026-11-27', 'H43010000002', '6222020000000022222', '测试市第二医院', '测试银行二支行', '102100099996', 80050, '', null, 'CLR2', '2026-11-27 18:00:00+08'),
            ('PI2026112700003', 0, '2026-11-27', 'P43010000003', '6222020000000044444', '测试药房', '测试银行', null, 7000, '', null, 'CLR3', '2026-11-27 18:00:00+08'),
            ('PP2026112700001', 1, '2026-11-27', '43000000000000000009', '6222020000000055555', E'张\u202E<script>alert(2)</script>\r\n三', '测试银行', null, 12345, '430100', null, 'LIST1', '2026-11-27 18:00:00+08'),
            ('PP2026112700002', 1, '2026-11-27', '43000000000000000010', '6222020000000066666', '李四', '测试银行', null, 20000, '430100', null, 'LIST1', '2026-11-27 18:00:00+08');
        insert into clearing (id, institution, through, number, serial, count, fen, cleared_by, cleared_at) values
            ('CLR1', 'H43010000001', '2026-11-27', 1, 'PI2026112700001', 2, 2465678, 'chen', '2026-11-27 18:00:00+08'),
            ('CLR2', 'H43010000002', '2026-11-27', 1, 'PI2026112700002', 3, 80050, 'chen', '2026-11-27 18:00:00+08'),
            ('CLR3', 'P43010000003', '2026-11-27', 1, 'PI2026112700003', 1, 7000, 'chen', '2026-11-27 18:00:00+08');
        insert into clearing_item (settlement_id, clearing) values
            ('S001', 'CLR1'), ('S002', 'CLR1'), ('S003', 'CLR2'), ('S003C', 'CLR2'), ('S004', 'CLR2'), ('S005', 'CLR3');

        insert into content (sha256, id, sm3, length, at)
            select decode(repeat(x, 32), 'hex'), nextval('content_id'), decode(repeat(x, 32), 'hex'), 1000, '2026-11-27 18:00:00+08'
            from unnest(array['c1', 'c2', 'd1', 'd2', 'd3']) x;
        insert into payment_file (id, bank, kind, business_day, file_number, requested_on, created_at, name, count, fen, sha256, control_name, control,
            sealed_by, sealed_at) values
            ('BANKA202611270001', 'banka', 0, '2026-11-27', 1, '2026-11-28', '2026-11-27 18:10:00', 'PAY_BANKA202611270001.xml', 3, 2552728,
                decode(repeat('c1', 32), 'hex'), 'PAY_BANKA202611270001.xml.ok', ''::bytea, 'chen', '2026-11-27 18:10:00+08'),
            ('BANKA202611270002', 'banka', 1, '2026-11-27', 2, '2026-11-28', '2026-11-27 18:11:00', 'PAY_BANKA202611270002.xml', 2, 32345,
                decode(repeat('c2', 32), 'hex'), 'PAY_BANKA202611270002.xml.ok', ''::bytea, 'chen', '2026-11-27 18:11:00+08');
        insert into payment_file_line (serial, file, number) values
            ('PI2026112700001', 'BANKA202611270001', 1), ('PI2026112700002', 'BANKA202611270001', 2), ('PI2026112700003', 'BANKA202611270001', 3),
            ('PP2026112700001', 'BANKA202611270002', 1), ('PP2026112700002', 'BANKA202611270002', 2);
        insert into payment_release (file, sealed_by, released_by, released_at) values ('BANKA202611270001', 'chen', 'wang', '2026-11-27 18:20:00+08');
        insert into payment_file_step (file, state, at, detail) values
            ('BANKA202611270001', 1, '2026-11-27 18:10:00+08', ''), ('BANKA202611270001', 2, '2026-11-27 18:20:00+08', ''),
            ('BANKA202611270002', 1, '2026-11-27 18:11:00+08', ''), ('BANKA202611270001', 3, '2026-11-27 18:20:01+08', 'to the bank'), ('BANKA202611270001', 6, '2026-11-27 20:00:02+08', 'every payment has its word'),
            ('BANKA202611270001', 4, '2026-11-27 18:20:05+08', 'by length and digest'); -- a hub that was away notes it late

        insert into bank_file (bank, name, kind, sha256, received_at, state, ended_at, lines, differences, reason) values
            ('banka', 'RET_BANKA202611270001_1.xml', 1, decode(repeat('d1', 32), 'hex'), '2026-11-27 20:00:00+08', 2, '2026-11-27 20:00:02+08', 3, 1, null),
            ('banka', 'STM_20261127_1.xml', 2, decode(repeat('d2', 32), 'hex'), '2026-11-27 22:00:00+08', 2, '2026-11-27 22:00:02+08', 1, 0, null),
            ('banka', 'NTF_20261127_1.xml', 3, decode(repeat('d3', 32), 'hex'), '2026-11-27 23:00:00+08', 3, '2026-11-27 23:00:02+08', 0, 0,
                'line 2: amount: is not a number; ask the bank <img src=x onerror=alert(3)>');
        insert into bank_file_name (bank, name, sha256, seen_at) select bank, name, sha256, received_at from bank_file;
        insert into payment_answer (serial, kind, status, fen, bank_file, line, bank_serial, booked_on, reason_code, reason_text) values
            ('PI2026112700001', 1, 1, 2465678, 1, 1, 'BK001', '2026-11-27', null, null),
            ('PI2026112700002', 1, 2, 0, 1, 2, null, null, 'AC01', 'account of 测试市第二医院 is unknown'),
            ('PI2026112700003', 1, 1, 7000, 1, 3, 'BK003', '2026-11-27', null, null);
        insert into bank_statement (bank, account, number, bank_file, from_day, to_day, opening, closing)
            values ('banka', '1100000000000001', 'STM1', 2, '2026-11-27', '2026-11-27', 100000000, 97534322);
        insert into statement_line (bank, account, bank_serial, statement, bank_file, line, booked_on, fen, reversal, batch, serial, matched, memo)
            values ('banka', '1100000000000001', 'BK001', 'STM1', 2, 1, '2026-11-27', -2465678, false, 'BANKA202611270001', 'PI2026112700001', 1, 'clearing');

        insert into day_result (day, institution, run, equality, accepted, accepted_fen, stated, stated_fen, core, core_fen, cleared, cleared_fen,
            confirmed_fen, booked_fen, differences, text, at, by) values
            ('2026-11-27', 'H43010000001', 1, 2, 2, 2465678, null, null, null, null, 2, 2465678, 0, 0, 0, 'no statement yet', '2026-11-27 19:00:00+08', 'hub'),
            ('2026-11-27', 'H43010000001', 2, 1, 2, 2465678, 2, 2465678, 2, 2465678, 2, 2465678, 2465678, 2465678, 0, '', '2026-11-27 23:30:00+08', 'liu'),
            ('2026-11-27', 'H43010000002', 2, 3, 3, 80050, 3, 90050, 3, 80050, 3, 80050, 0, 0, 2, 'the institution states 100.00 more; one payment failed', '2026-11-27 23:30:00+08', 'liu'),
            ('2026-11-27', 'P43010000003', 2, 2, 1, 7000, 1, 7000, 1, 7000, 1, 7000, 7000, 0, 0, 'the bank''s statement has not come', '2026-11-27 23:30:00+08', 'liu');
        insert into difference (key, kind, partner, day, settlement_id, message_key, ours, theirs, our_raw_digest, their_raw_digest, text, opened_at) values
            ('details:H43010000002:S004', 3, 'H43010000002', '2026-11-27', 'S004', 'MSG004', 80050, 90050, repeat('b4', 32), repeat('b7', 32), 'fund_pay_sumamt differs', '2026-11-27 21:00:00+08'),
            ('failed:PI2026112700002', 10, 'banka', '2026-11-27', null, 'PI2026112700002', 80050, 0, '', repeat('d1', 32), 'the bank refused: AC01', '2026-11-27 20:00:02+08');

        insert into audit (at, officer, action, subject, reason, before, after) values
            ('2026-11-27 18:00:00+08', 'chen', 'clear-day', '2026-11-27', 'end of day', null, '{"payments": 3}'),
            ('2026-11-27 18:10:00+08', 'chen', 'seal-files', 'BANKA202611270001', 'end of day', null, '{"account": "••••0001", "count": 3}'),
            ('2026-11-27 18:20:00+08', 'wang', 'release-file', 'BANKA202611270001', '<b>checked</b>', '{"state": "Sealed"}', '{"state": "Released"}');
        """;
}
