SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE FUNCTION public.assets_asset_checks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF NEW.part_of_id IS NULL THEN RETURN NEW; END IF;
        PERFORM 1 FROM assets_asset WHERE id = NEW.part_of_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM assets_asset a
            WHERE a.part_of_id = NEW.id OR (a.id = NEW.part_of_id AND a.part_of_id IS NOT NULL)) THEN
            RAISE EXCEPTION 'part_divided_again' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END;
$$;
CREATE FUNCTION public.assets_asset_part_holds() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            DELETE FROM assets_hold WHERE asset_id = NEW.id
                AND booking_id IN (SELECT id FROM assets_booking WHERE asset_id = OLD.part_of_id);
        END IF;
        INSERT INTO assets_hold (booking_id, asset_id, starts_at, busy_until)
        SELECT b.id, NEW.id, b.starts_at, b.ends_at + make_interval(mins => whole.turnaround_minutes)
        FROM assets_booking b JOIN assets_asset whole ON whole.id = b.asset_id
        WHERE b.asset_id = NEW.part_of_id AND b.status IN ('held', 'confirmed');
        RETURN NULL;
    END;
$$;
CREATE FUNCTION public.assets_asset_turnaround() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        UPDATE assets_hold h SET busy_until = b.ends_at + make_interval(mins => NEW.turnaround_minutes)
        FROM assets_booking b WHERE b.id = h.booking_id AND b.asset_id = NEW.id AND b.ends_at > now();
        RETURN NULL;
    END;
$$;
CREATE FUNCTION public.assets_blocking_checks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM 1 FROM assets_asset WHERE id IN (
    SELECT id FROM assets_asset
    WHERE id = NEW.asset_id OR part_of_id = NEW.asset_id
       OR id = (SELECT part_of_id FROM assets_asset WHERE id = NEW.asset_id)
)
            ORDER BY id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM assets_booking b WHERE b.asset_id IN (
    SELECT id FROM assets_asset
    WHERE id = NEW.asset_id OR part_of_id = NEW.asset_id
       OR id = (SELECT part_of_id FROM assets_asset WHERE id = NEW.asset_id)
)
            AND b.status IN ('held', 'confirmed') AND NOT b.overrides_blocking
            AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at) THEN
            RAISE EXCEPTION 'bookings_stand' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END;
$$;
CREATE FUNCTION public.assets_booking_checks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF NEW.status NOT IN ('held', 'confirmed') THEN RETURN NEW; END IF;
        PERFORM 1 FROM assets_asset WHERE id IN (
    SELECT id FROM assets_asset
    WHERE id = NEW.asset_id OR part_of_id = NEW.asset_id
       OR id = (SELECT part_of_id FROM assets_asset WHERE id = NEW.asset_id)
)
            ORDER BY id FOR NO KEY UPDATE;
        IF date_trunc('minute', NEW.starts_at) <> NEW.starts_at
           OR date_trunc('minute', NEW.ends_at) <> NEW.ends_at THEN
            RAISE EXCEPTION 'not_a_whole_minute' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM assets_asset a LEFT JOIN assets_agreement g ON g.id = NEW.agreement_id
            WHERE a.id = NEW.asset_id AND (
                (NEW.agreement_id IS NULL AND a.owner_id = NEW.organisation_id)
                OR (g.owner_id = a.owner_id AND g.user_id = NEW.organisation_id))) THEN
            RAISE EXCEPTION 'no_agreement' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT NEW.overrides_blocking AND EXISTS (
            SELECT 1 FROM assets_blocking b WHERE b.asset_id IN (
    SELECT id FROM assets_asset
    WHERE id = NEW.asset_id OR part_of_id = NEW.asset_id
       OR id = (SELECT part_of_id FROM assets_asset WHERE id = NEW.asset_id)
)
            AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at) THEN
            RAISE EXCEPTION 'blocked' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END;
$$;
CREATE FUNCTION public.assets_booking_holds() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN DELETE FROM assets_hold WHERE booking_id = NEW.id; END IF;
        INSERT INTO assets_hold (booking_id, asset_id, starts_at, busy_until)
        SELECT NEW.id, unit.id, NEW.starts_at, NEW.ends_at + make_interval(mins => booked.turnaround_minutes)
        FROM assets_asset booked JOIN assets_asset unit ON unit.id = booked.id OR unit.part_of_id = booked.id
        WHERE booked.id = NEW.asset_id AND NEW.status IN ('held', 'confirmed');
        RETURN NULL;
    END;
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.api_idempotencykey (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    body_hash character varying(64) NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    principal_id bigint NOT NULL,
    CONSTRAINT api_idempotencykey_status_check CHECK ((status >= 0))
);
ALTER TABLE public.api_idempotencykey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_idempotencykey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_agreement (
    id bigint NOT NULL,
    reference character varying(40) NOT NULL,
    title character varying(160) NOT NULL,
    kinds_limited boolean NOT NULL,
    assets_limited boolean NOT NULL,
    hours jsonb,
    cap_minutes integer,
    cap_period character varying(10) NOT NULL,
    notice_hours integer NOT NULL,
    priority smallint NOT NULL,
    rate_pence_per_hour integer NOT NULL,
    rate_pence_per_mile integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    shares_details boolean NOT NULL,
    signed_on date,
    owner_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT agreement_cap_is_whole CHECK ((((cap_minutes IS NULL) AND ((cap_period)::text = ''::text)) OR ((cap_minutes >= 1) AND (cap_minutes IS NOT NULL) AND ((cap_period)::text = ANY ((ARRAY['week'::character varying, 'month'::character varying, 'quarter'::character varying, 'year'::character varying])::text[]))))),
    CONSTRAINT agreement_ends_after_its_start CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT agreement_has_reference_and_title CHECK (((NOT ((reference)::text = ''::text)) AND (NOT ((title)::text = ''::text)))),
    CONSTRAINT agreement_has_two_parties CHECK ((NOT (owner_id = user_id))),
    CONSTRAINT agreement_notice_is_sensible CHECK (((notice_hours >= 0) AND (notice_hours <= 8784))),
    CONSTRAINT agreement_priority_is_1_to_9 CHECK (((priority >= 1) AND (priority <= 9))),
    CONSTRAINT agreement_rates_are_not_negative CHECK (((rate_pence_per_hour >= 0) AND (rate_pence_per_hour <= 10000000) AND (rate_pence_per_mile >= 0) AND (rate_pence_per_mile <= 10000000))),
    CONSTRAINT assets_agreement_cap_minutes_check CHECK ((cap_minutes >= 0)),
    CONSTRAINT assets_agreement_notice_hours_check CHECK ((notice_hours >= 0)),
    CONSTRAINT assets_agreement_priority_check CHECK ((priority >= 0)),
    CONSTRAINT assets_agreement_rate_pence_per_hour_check CHECK ((rate_pence_per_hour >= 0)),
    CONSTRAINT assets_agreement_rate_pence_per_mile_check CHECK ((rate_pence_per_mile >= 0))
);
CREATE TABLE public.assets_agreement_assets (
    id bigint NOT NULL,
    agreement_id bigint NOT NULL,
    asset_id bigint NOT NULL
);
ALTER TABLE public.assets_agreement_assets ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_agreement_assets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.assets_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_agreementkind (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    agreement_id bigint NOT NULL,
    CONSTRAINT agreement_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['room'::character varying, 'car'::character varying, 'van'::character varying, '4x4'::character varying, 'minibus'::character varying, 'bariatric'::character varying, 'boat'::character varying, 'drone'::character varying, 'pilot'::character varying, 'team'::character varying, 'generator'::character varying, 'lighting'::character varying, 'entry_kit'::character varying, 'equipment'::character varying])::text[])))
);
ALTER TABLE public.assets_agreementkind ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_agreementkind_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_asset (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    code character varying(30) NOT NULL,
    kind character varying(20) NOT NULL,
    description character varying(300) NOT NULL,
    capacity integer NOT NULL,
    turnaround_minutes integer NOT NULL,
    hours jsonb,
    listed boolean NOT NULL,
    active boolean NOT NULL,
    revision integer NOT NULL,
    operator_id bigint,
    owner_id bigint NOT NULL,
    part_of_id bigint,
    site_id bigint NOT NULL,
    CONSTRAINT asset_capacity_is_positive CHECK ((capacity >= 1)),
    CONSTRAINT asset_has_name_and_code CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((code)::text = ''::text)))),
    CONSTRAINT asset_is_not_part_of_itself CHECK (((part_of_id IS NULL) OR (NOT ((part_of_id = id) AND (part_of_id IS NOT NULL))))),
    CONSTRAINT asset_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['room'::character varying, 'car'::character varying, 'van'::character varying, '4x4'::character varying, 'minibus'::character varying, 'bariatric'::character varying, 'boat'::character varying, 'drone'::character varying, 'pilot'::character varying, 'team'::character varying, 'generator'::character varying, 'lighting'::character varying, 'entry_kit'::character varying, 'equipment'::character varying])::text[]))),
    CONSTRAINT asset_operator_is_another_body CHECK (((operator_id IS NULL) OR (NOT ((operator_id = owner_id) AND (operator_id IS NOT NULL))))),
    CONSTRAINT asset_turnaround_is_at_most_a_week CHECK ((turnaround_minutes <= 10080)),
    CONSTRAINT assets_asset_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT assets_asset_revision_check CHECK ((revision >= 0)),
    CONSTRAINT assets_asset_turnaround_minutes_check CHECK ((turnaround_minutes >= 0))
);
CREATE TABLE public.assets_asset_features (
    id bigint NOT NULL,
    asset_id bigint NOT NULL,
    feature_id bigint NOT NULL
);
ALTER TABLE public.assets_asset_features ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_asset_features_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.assets_asset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_asset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_blocking (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    reason character varying(200) NOT NULL,
    asset_id bigint NOT NULL,
    CONSTRAINT blocking_ends_after_its_start CHECK ((ends_at > starts_at)),
    CONSTRAINT blocking_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['maintenance'::character varying, 'standby'::character varying, 'refurbishment'::character varying])::text[])))
);
ALTER TABLE public.assets_blocking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_blocking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_blocking_may_override (
    id bigint NOT NULL,
    blocking_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.assets_blocking_may_override ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_blocking_may_override_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_booking (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    purpose character varying(160) NOT NULL,
    attendees integer,
    status character varying(10) NOT NULL,
    charge_pence bigint NOT NULL,
    overrides_blocking boolean NOT NULL,
    bundle uuid,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    cancel_reason character varying(200) NOT NULL,
    agreement_id bigint,
    asset_id bigint NOT NULL,
    booked_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    request_id bigint,
    round_id bigint,
    CONSTRAINT assets_booking_attendees_check CHECK ((attendees >= 0)),
    CONSTRAINT assets_booking_charge_pence_check CHECK ((charge_pence >= 0)),
    CONSTRAINT assets_booking_revision_check CHECK ((revision >= 0)),
    CONSTRAINT booking_attendees_are_positive CHECK (((attendees IS NULL) OR (attendees >= 1))),
    CONSTRAINT booking_charge_is_not_negative CHECK ((charge_pence >= 0)),
    CONSTRAINT booking_ends_after_its_start CHECK ((ends_at > starts_at)),
    CONSTRAINT booking_has_a_purpose CHECK ((NOT ((purpose)::text = ''::text))),
    CONSTRAINT booking_is_cancelled_at_a_time CHECK ((((cancelled_at IS NOT NULL) AND ((status)::text = 'cancelled'::text)) OR ((cancelled_at IS NULL) AND ((status)::text = ANY ((ARRAY['held'::character varying, 'confirmed'::character varying])::text[]))))),
    CONSTRAINT booking_of_own_asset_is_free CHECK (((agreement_id IS NOT NULL) OR (charge_pence = 0))),
    CONSTRAINT booking_status_is_known CHECK (((status)::text = ANY ((ARRAY['held'::character varying, 'confirmed'::character varying, 'cancelled'::character varying])::text[])))
);
ALTER TABLE public.assets_booking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_booking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_bookingrequest (
    id bigint NOT NULL,
    reference character varying(40) NOT NULL,
    title character varying(160) NOT NULL,
    attendees integer,
    weight smallint NOT NULL,
    duration_minutes integer NOT NULL,
    preferred_start timestamp with time zone,
    max_travel_minutes integer,
    repeat_days jsonb NOT NULL,
    status character varying(10) NOT NULL,
    decline_reason character varying(40) NOT NULL,
    decline_text text NOT NULL,
    alternatives jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revision integer NOT NULL,
    organisation_id bigint NOT NULL,
    requested_by_id bigint,
    round_id bigint,
    near_site_id bigint,
    CONSTRAINT assets_bookingrequest_attendees_check CHECK ((attendees >= 0)),
    CONSTRAINT assets_bookingrequest_duration_minutes_check CHECK ((duration_minutes >= 0)),
    CONSTRAINT assets_bookingrequest_max_travel_minutes_check CHECK ((max_travel_minutes >= 0)),
    CONSTRAINT assets_bookingrequest_revision_check CHECK ((revision >= 0)),
    CONSTRAINT assets_bookingrequest_weight_check CHECK ((weight >= 0)),
    CONSTRAINT request_attendees_are_positive CHECK (((attendees IS NULL) OR (attendees >= 1))),
    CONSTRAINT request_duration_is_positive CHECK (((duration_minutes >= 1) AND (duration_minutes <= 20160))),
    CONSTRAINT request_has_a_title CHECK ((NOT ((title)::text = ''::text))),
    CONSTRAINT request_is_declined_with_reasons CHECK (((((status)::text = 'declined'::text) AND (NOT ((decline_reason)::text = ''::text)) AND (NOT (decline_text = ''::text))) OR ((NOT ((status)::text = 'declined'::text)) AND ((decline_reason)::text = ''::text) AND (decline_text = ''::text)))),
    CONSTRAINT request_status_is_known CHECK (((status)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'placed'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT request_travel_starts_somewhere CHECK (((max_travel_minutes IS NULL) OR (near_site_id IS NOT NULL))),
    CONSTRAINT request_weight_is_1_to_1000 CHECK (((weight >= 1) AND (weight <= 1000)))
);
ALTER TABLE public.assets_bookingrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_bookingrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_bookingrequest_preferred_assets (
    id bigint NOT NULL,
    bookingrequest_id bigint NOT NULL,
    asset_id bigint NOT NULL
);
ALTER TABLE public.assets_bookingrequest_preferred_assets ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_bookingrequest_preferred_assets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_feature (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    CONSTRAINT feature_has_code_and_name CHECK (((NOT ((code)::text = ''::text)) AND (NOT ((name)::text = ''::text))))
);
ALTER TABLE public.assets_feature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_feature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_hold (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    busy_until timestamp with time zone NOT NULL,
    asset_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    CONSTRAINT hold_ends_after_its_start CHECK ((busy_until > starts_at))
);
ALTER TABLE public.assets_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_requestneed (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    capacity_min integer NOT NULL,
    count smallint NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT assets_requestneed_capacity_min_check CHECK ((capacity_min >= 0)),
    CONSTRAINT assets_requestneed_count_check CHECK ((count >= 0)),
    CONSTRAINT request_need_is_positive CHECK (((capacity_min >= 1) AND (count >= 1) AND (count <= 100))),
    CONSTRAINT request_need_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['room'::character varying, 'car'::character varying, 'van'::character varying, '4x4'::character varying, 'minibus'::character varying, 'bariatric'::character varying, 'boat'::character varying, 'drone'::character varying, 'pilot'::character varying, 'team'::character varying, 'generator'::character varying, 'lighting'::character varying, 'entry_kit'::character varying, 'equipment'::character varying])::text[])))
);
CREATE TABLE public.assets_requestneed_features (
    id bigint NOT NULL,
    requestneed_id bigint NOT NULL,
    feature_id bigint NOT NULL
);
ALTER TABLE public.assets_requestneed_features ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_requestneed_features_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.assets_requestneed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_requestneed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_requestwindow (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    request_id bigint NOT NULL,
    CONSTRAINT request_window_ends_after_its_start CHECK ((ends_at > starts_at))
);
ALTER TABLE public.assets_requestwindow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_requestwindow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_round (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    grid_minutes smallint NOT NULL,
    weights jsonb NOT NULL,
    state character varying(10) NOT NULL,
    published_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    lead_id bigint NOT NULL,
    published_run_id bigint,
    run_id bigint,
    CONSTRAINT assets_round_grid_minutes_check CHECK ((grid_minutes >= 0)),
    CONSTRAINT round_beyond_gathering_has_a_run CHECK ((((state)::text = 'gathering'::text) OR (run_id IS NOT NULL))),
    CONSTRAINT round_ends_after_its_start CHECK ((ends_at > starts_at)),
    CONSTRAINT round_grid_divides_the_hour CHECK ((grid_minutes = ANY (ARRAY[5, 10, 15, 30, 60]))),
    CONSTRAINT round_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT round_names_what_it_published CHECK ((((published_at IS NOT NULL) AND (published_run_id IS NOT NULL) AND ((state)::text = 'published'::text)) OR ((published_at IS NULL) AND (published_run_id IS NULL) AND ((state)::text = ANY ((ARRAY['gathering'::character varying, 'planning'::character varying, 'review'::character varying])::text[]))))),
    CONSTRAINT round_state_is_known CHECK (((state)::text = ANY ((ARRAY['gathering'::character varying, 'planning'::character varying, 'review'::character varying, 'published'::character varying])::text[])))
);
ALTER TABLE public.assets_round ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_round_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_round_participants (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);
ALTER TABLE public.assets_round_participants ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_round_participants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assets_site (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    code character varying(30) NOT NULL,
    address character varying(300) NOT NULL,
    postcode character varying(10) NOT NULL,
    easting integer,
    northing integer,
    latitude numeric(8,6) NOT NULL,
    longitude numeric(9,6) NOT NULL,
    hours jsonb,
    organisation_id bigint NOT NULL,
    CONSTRAINT assets_site_easting_check CHECK ((easting >= 0)),
    CONSTRAINT assets_site_northing_check CHECK ((northing >= 0)),
    CONSTRAINT site_grid_reference_is_whole_and_british CHECK ((((easting IS NULL) AND (northing IS NULL)) OR ((easting IS NOT NULL) AND (easting < 700000) AND (northing IS NOT NULL) AND (northing < 1300000)))),
    CONSTRAINT site_has_name_and_code CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((code)::text = ''::text)))),
    CONSTRAINT site_latitude_is_on_earth CHECK (((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric))),
    CONSTRAINT site_longitude_is_on_earth CHECK (((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric)))
);
ALTER TABLE public.assets_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assets_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);
CREATE TABLE public.partners_apitoken (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    digest character varying(64) NOT NULL,
    hint character varying(12) NOT NULL,
    scopes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    account_id bigint NOT NULL,
    created_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT api_token_expires_after_creation CHECK ((expires_at > created_at))
);
ALTER TABLE public.partners_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_auditentry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    action character varying(60) NOT NULL,
    object_type character varying(60) NOT NULL,
    object_id character varying(40) NOT NULL,
    object_label character varying(200) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    user_id bigint,
    organisation_id bigint
);
ALTER TABLE public.partners_auditentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_auditentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_membership (
    id bigint NOT NULL,
    role character varying(30) NOT NULL,
    user_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT membership_role_is_known CHECK (((role)::text = ANY ((ARRAY['viewer'::character varying, 'booker'::character varying, 'station_manager'::character varying, 'procurement_lead'::character varying, 'finance'::character varying, 'partnership_administrator'::character varying])::text[])))
);
ALTER TABLE public.partners_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_organisation (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    short_name character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    ods_code character varying(6) NOT NULL,
    ppon character varying(14) NOT NULL,
    CONSTRAINT organisation_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['ambulance_trust'::character varying, 'police_force'::character varying, 'fire_service'::character varying, 'council'::character varying, 'health_board'::character varying])::text[])))
);
ALTER TABLE public.partners_organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_partnership (
    id bigint NOT NULL,
    name character varying(160) NOT NULL
);
ALTER TABLE public.partners_partnership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_partnership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_partnership_organisations (
    id bigint NOT NULL,
    partnership_id bigint NOT NULL,
    organisation_id bigint NOT NULL
);
ALTER TABLE public.partners_partnership_organisations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_partnership_organisations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    is_service boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
CREATE TABLE public.partners_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.partners_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.partners_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partners_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.partners_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partners_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_allocation (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    goods_pence bigint NOT NULL,
    demand_line_id bigint NOT NULL,
    order_line_id bigint NOT NULL,
    CONSTRAINT allocation_goods_are_not_negative CHECK ((goods_pence >= 0)),
    CONSTRAINT allocation_quantity_is_positive CHECK ((quantity >= 1)),
    CONSTRAINT procurement_allocation_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.procurement_allocation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_award (
    id bigint NOT NULL,
    cost_pence bigint NOT NULL,
    awarded_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    awarded_by_id bigint NOT NULL,
    run_id bigint NOT NULL,
    undone_by_id bigint,
    procurement_id bigint NOT NULL,
    scenario_id bigint NOT NULL,
    CONSTRAINT award_undone_by_somebody CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL))))
);
ALTER TABLE public.procurement_award ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_award_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_awardrule (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    value integer,
    permille integer,
    price_pence bigint,
    procurement_id bigint NOT NULL,
    supplier_id bigint,
    CONSTRAINT award_rule_has_its_figure CHECK (((((kind)::text = ANY ((ARRAY['max_suppliers'::character varying, 'min_suppliers'::character varying])::text[])) AND (value >= 1) AND (value IS NOT NULL)) OR (((kind)::text = ANY ((ARRAY['max_share'::character varying, 'min_sme_share'::character varying])::text[])) AND (permille IS NOT NULL) AND (permille <= 1000)) OR (((kind)::text = 'exclude_supplier'::text) AND (supplier_id IS NOT NULL)))),
    CONSTRAINT award_rule_price_is_not_negative CHECK ((price_pence >= 0)),
    CONSTRAINT procurement_awardrule_permille_check CHECK ((permille >= 0)),
    CONSTRAINT procurement_awardrule_value_check CHECK ((value >= 0))
);
ALTER TABLE public.procurement_awardrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_awardrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_awardrule_items (
    id bigint NOT NULL,
    awardrule_id bigint NOT NULL,
    item_id bigint NOT NULL
);
ALTER TABLE public.procurement_awardrule_items ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_awardrule_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_baseline (
    id bigint NOT NULL,
    price_e4 bigint NOT NULL,
    quantity integer NOT NULL,
    source character varying(160) NOT NULL,
    authority_id bigint NOT NULL,
    item_id bigint NOT NULL,
    procurement_id bigint NOT NULL,
    CONSTRAINT baseline_price_is_not_negative CHECK ((price_e4 >= 0)),
    CONSTRAINT baseline_quantity_is_positive CHECK ((quantity >= 1)),
    CONSTRAINT procurement_baseline_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.procurement_baseline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_baseline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_bid (
    id bigint NOT NULL,
    valid_from date,
    valid_to date,
    procurement_id bigint NOT NULL,
    lot_id bigint,
    supplier_id bigint NOT NULL,
    CONSTRAINT bid_validity_ends_after_it_starts CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to > valid_from)))
);
ALTER TABLE public.procurement_bid ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_bid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_bidline (
    id bigint NOT NULL,
    tier_kind character varying(12) NOT NULL,
    lead_months integer NOT NULL,
    minimum integer NOT NULL,
    multiple integer NOT NULL,
    capacity_per_month integer,
    own_volume integer,
    bid_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT bid_line_lead_is_sensible CHECK (((lead_months >= 0) AND (lead_months <= 60))),
    CONSTRAINT bid_line_multiple_is_positive CHECK ((multiple >= 1)),
    CONSTRAINT bid_line_tier_kind_is_known CHECK (((tier_kind)::text = ANY ((ARRAY['all_units'::character varying, 'incremental'::character varying])::text[]))),
    CONSTRAINT procurement_bidline_capacity_per_month_check CHECK ((capacity_per_month >= 0)),
    CONSTRAINT procurement_bidline_lead_months_check CHECK ((lead_months >= 0)),
    CONSTRAINT procurement_bidline_minimum_check CHECK ((minimum >= 0)),
    CONSTRAINT procurement_bidline_multiple_check CHECK ((multiple >= 0)),
    CONSTRAINT procurement_bidline_own_volume_check CHECK ((own_volume >= 0))
);
ALTER TABLE public.procurement_bidline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_bidline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_bidline_valid_for (
    id bigint NOT NULL,
    bidline_id bigint NOT NULL,
    contractingauthority_id bigint NOT NULL
);
ALTER TABLE public.procurement_bidline_valid_for ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_bidline_valid_for_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_budget (
    id bigint NOT NULL,
    starts_in integer NOT NULL,
    kind character varying(8) NOT NULL,
    amount_pence bigint NOT NULL,
    authority_id bigint NOT NULL,
    CONSTRAINT budget_is_not_negative CHECK ((amount_pence >= 0)),
    CONSTRAINT budget_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['capital'::character varying, 'revenue'::character varying])::text[]))),
    CONSTRAINT budget_year_is_sensible CHECK (((starts_in >= 2000) AND (starts_in <= 2100))),
    CONSTRAINT procurement_budget_starts_in_check CHECK ((starts_in >= 0))
);
ALTER TABLE public.procurement_budget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_budget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_buyercost (
    id bigint NOT NULL,
    goods_pence bigint NOT NULL,
    order_pence bigint NOT NULL,
    delivery_pence bigint NOT NULL,
    vat_pence bigint NOT NULL,
    holding_pence bigint NOT NULL,
    shortfall_pence bigint NOT NULL,
    rebates_pence bigint NOT NULL,
    broken_rules_pence bigint NOT NULL,
    pays_pence bigint NOT NULL,
    alone_pence bigint,
    baseline_pence bigint,
    award_id bigint NOT NULL,
    authority_id bigint NOT NULL,
    CONSTRAINT buyer_cost_is_the_sum_of_its_parts CHECK ((pays_pence = (((((((goods_pence + order_pence) + delivery_pence) + vat_pence) + holding_pence) + shortfall_pence) - rebates_pence) + broken_rules_pence)))
);
ALTER TABLE public.procurement_buyercost ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_buyercost_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_calloff (
    id bigint NOT NULL,
    number character varying(80) NOT NULL,
    state character varying(8) NOT NULL,
    goods_pence bigint NOT NULL,
    order_pence bigint NOT NULL,
    delivery_pence bigint NOT NULL,
    vat_pence bigint NOT NULL,
    issued_at timestamp with time zone,
    authority_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT call_off_costs_are_not_negative CHECK (((delivery_pence >= 0) AND (goods_pence >= 0) AND (order_pence >= 0) AND (vat_pence >= 0))),
    CONSTRAINT call_off_is_issued_at_a_time CHECK ((((issued_at IS NULL) AND ((state)::text = 'draft'::text)) OR ((issued_at IS NOT NULL) AND ((state)::text = 'issued'::text)))),
    CONSTRAINT call_off_state_is_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'issued'::character varying])::text[])))
);
ALTER TABLE public.procurement_calloff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_calloff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_commitment (
    id bigint NOT NULL,
    starts_in integer NOT NULL,
    minimum_pence bigint NOT NULL,
    shortfall_permille integer NOT NULL,
    authority_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    CONSTRAINT commitment_is_not_negative CHECK ((minimum_pence >= 0)),
    CONSTRAINT commitment_shortfall_is_a_share CHECK (((shortfall_permille >= 0) AND (shortfall_permille <= 1000))),
    CONSTRAINT commitment_year_is_sensible CHECK (((starts_in >= 2000) AND (starts_in <= 2100))),
    CONSTRAINT procurement_commitment_shortfall_permille_check CHECK ((shortfall_permille >= 0)),
    CONSTRAINT procurement_commitment_starts_in_check CHECK ((starts_in >= 0))
);
ALTER TABLE public.procurement_commitment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_commitment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_contractingauthority (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    vat_recoverable boolean NOT NULL,
    threshold_class character varying(12) NOT NULL,
    organisation_id bigint NOT NULL,
    CONSTRAINT authority_threshold_class_is_known CHECK (((threshold_class)::text = ANY ((ARRAY['central'::character varying, 'sub_central'::character varying])::text[])))
);
ALTER TABLE public.procurement_contractingauthority ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_contractingauthority_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_costshare (
    id bigint NOT NULL,
    pays_pence bigint NOT NULL,
    alone_pence bigint,
    authority_id bigint NOT NULL,
    split_id bigint NOT NULL
);
ALTER TABLE public.procurement_costshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_costshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_costsplit (
    id bigint NOT NULL,
    rule character varying(12) NOT NULL,
    chosen boolean NOT NULL,
    award_id bigint NOT NULL,
    CONSTRAINT cost_split_rule_is_known CHECK (((rule)::text = ANY ((ARRAY['batch-price'::character varying, 'proportional'::character varying, 'shapley'::character varying, 'nucleolus'::character varying])::text[])))
);
ALTER TABLE public.procurement_costsplit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_costsplit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_deliverycharge (
    id bigint NOT NULL,
    pence bigint NOT NULL,
    authority_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    CONSTRAINT delivery_charge_is_not_negative CHECK ((pence >= 0))
);
ALTER TABLE public.procurement_deliverycharge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_deliverycharge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_demandline (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    earliest date NOT NULL,
    need_by date NOT NULL,
    cost_centre character varying(40) NOT NULL,
    note character varying(200) NOT NULL,
    authority_id bigint NOT NULL,
    item_id bigint NOT NULL,
    procurement_id bigint NOT NULL,
    CONSTRAINT demand_is_needed_after_earliest CHECK ((need_by >= earliest)),
    CONSTRAINT demand_quantity_is_positive CHECK (((quantity >= 1) AND (quantity <= 100000000))),
    CONSTRAINT procurement_demandline_quantity_check CHECK ((quantity >= 0))
);
ALTER TABLE public.procurement_demandline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_demandline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_discount (
    id bigint NOT NULL,
    scope character varying(8) NOT NULL,
    basis character varying(8) NOT NULL,
    threshold bigint NOT NULL,
    permille integer NOT NULL,
    bid_id bigint NOT NULL,
    CONSTRAINT discount_basis_is_known CHECK (((basis)::text = ANY ((ARRAY['quantity'::character varying, 'spend'::character varying])::text[]))),
    CONSTRAINT discount_is_a_share CHECK (((permille >= 0) AND (permille <= 1000))),
    CONSTRAINT discount_scope_is_known CHECK (((scope)::text = ANY ((ARRAY['lot'::character varying, 'supplier'::character varying])::text[]))),
    CONSTRAINT discount_threshold_is_not_negative CHECK ((threshold >= 0)),
    CONSTRAINT procurement_discount_permille_check CHECK ((permille >= 0))
);
ALTER TABLE public.procurement_discount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_discount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_framework (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(160) NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE public.procurement_framework ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_framework_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_item (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(160) NOT NULL,
    cpv character varying(10) NOT NULL,
    unit character varying(20) NOT NULL,
    specification_version character varying(20) NOT NULL,
    kind character varying(8) NOT NULL,
    reference_price_e4 bigint NOT NULL,
    vat_permille integer NOT NULL,
    vat_contracted_out boolean NOT NULL,
    holding_permille integer NOT NULL,
    critical boolean NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT item_cpv_has_its_form CHECK (((length((cpv)::text) = 10) AND ("substring"((cpv)::text, 9, 1) = '-'::text))),
    CONSTRAINT item_holding_is_sensible CHECK (((holding_permille >= 0) AND (holding_permille <= 10000))),
    CONSTRAINT item_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['capital'::character varying, 'revenue'::character varying])::text[]))),
    CONSTRAINT item_price_is_not_negative CHECK ((reference_price_e4 >= 0)),
    CONSTRAINT item_vat_is_a_share CHECK (((vat_permille >= 0) AND (vat_permille <= 1000))),
    CONSTRAINT procurement_item_holding_permille_check CHECK ((holding_permille >= 0)),
    CONSTRAINT procurement_item_vat_permille_check CHECK ((vat_permille >= 0))
);
ALTER TABLE public.procurement_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_jointprocurement (
    id bigint NOT NULL,
    title character varying(160) NOT NULL,
    first_month date NOT NULL,
    months integer NOT NULL,
    state character varying(12) NOT NULL,
    route character varying(24) NOT NULL,
    volume_limit_permille integer,
    illustrative boolean NOT NULL,
    note text NOT NULL,
    revision integer NOT NULL,
    lead_id bigint NOT NULL,
    CONSTRAINT procurement_jointprocurement_months_check CHECK ((months >= 0)),
    CONSTRAINT procurement_jointprocurement_revision_check CHECK ((revision >= 0)),
    CONSTRAINT procurement_jointprocurement_volume_limit_permille_check CHECK ((volume_limit_permille >= 0)),
    CONSTRAINT procurement_months_are_sensible CHECK (((months >= 1) AND (months <= 120))),
    CONSTRAINT procurement_route_is_known CHECK (((route)::text = ANY ((ARRAY['framework'::character varying, 'open'::character varying, 'competitive_flexible'::character varying, 'below_threshold'::character varying])::text[]))),
    CONSTRAINT procurement_state_is_known CHECK (((state)::text = ANY ((ARRAY['gathering'::character varying, 'tendering'::character varying, 'planning'::character varying, 'awarded'::character varying, 'cancelled'::character varying])::text[])))
);
ALTER TABLE public.procurement_jointprocurement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_jointprocurement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_lot (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(160) NOT NULL,
    ceiling_pence bigint,
    spent_pence bigint NOT NULL,
    term_from date NOT NULL,
    term_to date NOT NULL,
    framework_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    CONSTRAINT lot_ceiling_is_not_negative CHECK ((ceiling_pence >= 0)),
    CONSTRAINT lot_spend_is_not_negative CHECK ((spent_pence >= 0)),
    CONSTRAINT lot_term_ends_after_it_starts CHECK ((term_to > term_from))
);
CREATE TABLE public.procurement_lot_entitled (
    id bigint NOT NULL,
    lot_id bigint NOT NULL,
    contractingauthority_id bigint NOT NULL
);
ALTER TABLE public.procurement_lot_entitled ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_lot_entitled_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.procurement_lot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_namemapping (
    id bigint NOT NULL,
    written character varying(160) NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    authority_id bigint,
    confirmed_by_id bigint NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE public.procurement_namemapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_namemapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_orderline (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    surplus integer NOT NULL,
    goods_pence bigint NOT NULL,
    bid_line_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT order_line_goods_are_not_negative CHECK ((goods_pence >= 0)),
    CONSTRAINT order_line_quantity_is_positive CHECK ((quantity >= 1)),
    CONSTRAINT order_line_surplus_within_quantity CHECK ((surplus <= quantity)),
    CONSTRAINT procurement_orderline_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT procurement_orderline_surplus_check CHECK ((surplus >= 0))
);
ALTER TABLE public.procurement_orderline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_orderline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_participation (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    authority_id bigint NOT NULL,
    procurement_id bigint NOT NULL,
    CONSTRAINT participation_state_is_known CHECK (((state)::text = ANY ((ARRAY['indicative'::character varying, 'committed'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.procurement_participation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_participation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_pricetier (
    id bigint NOT NULL,
    from_quantity integer NOT NULL,
    price_e4 bigint NOT NULL,
    line_id bigint NOT NULL,
    CONSTRAINT price_tier_is_not_negative CHECK (((price_e4 >= 0) AND (price_e4 <= '1000000000000'::bigint))),
    CONSTRAINT price_tier_starts_at_one_or_more CHECK ((from_quantity >= 1)),
    CONSTRAINT procurement_pricetier_from_quantity_check CHECK ((from_quantity >= 0))
);
ALTER TABLE public.procurement_pricetier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_pricetier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_purchasebatch (
    id bigint NOT NULL,
    number integer NOT NULL,
    month date NOT NULL,
    award_id bigint NOT NULL,
    lot_id bigint,
    supplier_id bigint NOT NULL,
    CONSTRAINT procurement_purchasebatch_number_check CHECK ((number >= 0))
);
ALTER TABLE public.procurement_purchasebatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_purchasebatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_saving (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    source character varying(16) NOT NULL,
    pence bigint NOT NULL,
    authority_id bigint NOT NULL,
    award_id bigint NOT NULL,
    CONSTRAINT saving_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['cash_releasing'::character varying, 'non_cash_releasing'::character varying, 'avoidance'::character varying])::text[]))),
    CONSTRAINT saving_source_is_known CHECK (((source)::text = ANY ((ARRAY['best_contract'::character varying, 'volume_break'::character varying, 'rebate'::character varying])::text[])))
);
ALTER TABLE public.procurement_saving ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_saving_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_scenario (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    note text NOT NULL,
    apply_tiers boolean NOT NULL,
    respect_budgets boolean NOT NULL,
    include_indicative boolean NOT NULL,
    volume_limit_permille integer,
    created_at timestamp with time zone NOT NULL,
    copied_from_id bigint,
    procurement_id bigint NOT NULL,
    run_id bigint,
    CONSTRAINT procurement_scenario_volume_limit_permille_check CHECK ((volume_limit_permille >= 0))
);
ALTER TABLE public.procurement_scenario ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_scenario_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_scenariorule (
    id bigint NOT NULL,
    is_on boolean NOT NULL,
    value integer,
    permille integer,
    price_pence bigint,
    rule_id bigint NOT NULL,
    scenario_id bigint NOT NULL,
    CONSTRAINT procurement_scenariorule_permille_check CHECK ((permille >= 0)),
    CONSTRAINT procurement_scenariorule_value_check CHECK ((value >= 0)),
    CONSTRAINT scenario_rule_figures_are_sensible CHECK ((((value IS NULL) OR (value >= 1)) AND ((permille IS NULL) OR (permille <= 1000)) AND ((price_pence IS NULL) OR (price_pence >= 0))))
);
ALTER TABLE public.procurement_scenariorule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_scenariorule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procurement_supplier (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(160) NOT NULL,
    sme boolean NOT NULL,
    order_cost_pence bigint NOT NULL,
    delivery_pence bigint NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT supplier_delivery_is_not_negative CHECK ((delivery_pence >= 0)),
    CONSTRAINT supplier_order_cost_is_not_negative CHECK ((order_cost_pence >= 0))
);
ALTER TABLE public.procurement_supplier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procurement_supplier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.runs_run (
    id bigint NOT NULL,
    format character varying(20) NOT NULL,
    label character varying(160) NOT NULL,
    problem jsonb NOT NULL,
    problem_sha256 character varying(64) NOT NULL,
    solution jsonb,
    status character varying(12) NOT NULL,
    seconds_limit integer NOT NULL,
    seed integer NOT NULL,
    workers smallint NOT NULL,
    memory_mebibytes integer NOT NULL,
    solver_version character varying(80) NOT NULL,
    progress jsonb NOT NULL,
    progress_history jsonb NOT NULL,
    claim uuid,
    attempts smallint NOT NULL,
    heartbeat_at timestamp with time zone,
    cancel_requested_at timestamp with time zone,
    stopped_at timestamp with time zone,
    error text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    ordered_by_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    split_of_id bigint,
    split_rule character varying(12) NOT NULL,
    task character varying(5) NOT NULL,
    CONSTRAINT run_failure_has_words CHECK ((NOT ((error = ''::text) AND ((status)::text = 'failed'::text)))),
    CONSTRAINT run_finishes_after_its_start CHECK (((started_at IS NULL) OR (finished_at IS NULL) OR (finished_at >= started_at))),
    CONSTRAINT run_format_is_known CHECK (((format)::text = ANY ((ARRAY['booking-problem/1'::character varying, 'batch-problem/1'::character varying])::text[]))),
    CONSTRAINT run_has_a_solution_when_solved CHECK ((((solution IS NOT NULL) AND ((status)::text = ANY ((ARRAY['optimal'::character varying, 'feasible'::character varying, 'infeasible'::character varying])::text[]))) OR ((solution IS NULL) AND ((status)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying, 'failed'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT run_is_claimed_when_running CHECK (((NOT ((status)::text = 'running'::text)) OR ((claim IS NOT NULL) AND (heartbeat_at IS NOT NULL) AND (started_at IS NOT NULL)))),
    CONSTRAINT run_is_finished_when_ended CHECK ((((finished_at IS NULL) AND ((status)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying])::text[]))) OR ((finished_at IS NOT NULL) AND ((status)::text = ANY ((ARRAY['optimal'::character varying, 'feasible'::character varying, 'infeasible'::character varying, 'failed'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT run_limits_are_positive CHECK (((memory_mebibytes >= 1) AND (seconds_limit >= 1) AND (workers >= 1))),
    CONSTRAINT run_splits_by_a_rule_or_solves CHECK ((((split_of_id IS NULL) AND ((split_rule)::text = ''::text) AND ((task)::text = 'solve'::text)) OR (((format)::text = 'batch-problem/1'::text) AND (split_of_id IS NOT NULL) AND ((split_rule)::text = ANY ((ARRAY['batch-price'::character varying, 'proportional'::character varying, 'shapley'::character varying, 'nucleolus'::character varying])::text[])) AND ((task)::text = 'split'::text)))),
    CONSTRAINT run_status_is_known CHECK (((status)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying, 'optimal'::character varying, 'feasible'::character varying, 'infeasible'::character varying, 'failed'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT runs_run_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT runs_run_memory_mebibytes_check CHECK ((memory_mebibytes >= 0)),
    CONSTRAINT runs_run_seconds_limit_check CHECK ((seconds_limit >= 0)),
    CONSTRAINT runs_run_seed_check CHECK ((seed >= 0)),
    CONSTRAINT runs_run_workers_check CHECK ((workers >= 0))
);
ALTER TABLE public.runs_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.runs_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.assets_agreement VALUES (1, 'MOU-PLOVER', 'Rooms under MOU-PLOVER', true, false, NULL, NULL, '', 0, 1, 700, 0, '2020-04-01', NULL, false, '2020-04-01', 1, 3);
INSERT INTO public.assets_agreement VALUES (2, 'MOU-QUAIL', 'Rooms under MOU-QUAIL', true, false, NULL, NULL, '', 0, 1, 0, 0, '2020-04-01', NULL, false, '2020-04-01', 1, 4);
INSERT INTO public.assets_agreement VALUES (3, 'MOU-ROWAN', 'Rooms under MOU-ROWAN', true, false, NULL, NULL, '', 0, 1, 0, 0, '2020-04-01', NULL, false, '2020-04-01', 3, 4);
INSERT INTO public.assets_agreement VALUES (4, 'MOU-SORREL', 'Rooms under MOU-SORREL', true, false, NULL, NULL, '', 0, 1, 0, 0, '2020-04-01', NULL, false, NULL, 1, 3);
INSERT INTO public.assets_agreementkind VALUES (1, 'room', 1);
INSERT INTO public.assets_agreementkind VALUES (2, 'room', 2);
INSERT INTO public.assets_agreementkind VALUES (3, 'room', 3);
INSERT INTO public.assets_agreementkind VALUES (4, 'room', 4);
INSERT INTO public.assets_asset VALUES (5, 'Nuthatch', 'NUTHATCH', 'room', '', 20, 0, NULL, true, true, 0, NULL, 2, NULL, 4);
INSERT INTO public.assets_asset VALUES (4, 'Merlin', 'MERLIN', 'room', '', 20, 0, NULL, false, true, 1, NULL, 3, NULL, 3);
INSERT INTO public.assets_asset VALUES (3, 'Lapwing', 'LAPWING', 'drone', '', 20, 0, NULL, false, true, 1, NULL, 1, NULL, 2);
INSERT INTO public.assets_asset VALUES (2, 'Kingfisher', 'KINGFISHER', 'room', '', 20, 0, NULL, true, true, 1, NULL, 1, NULL, 1);
INSERT INTO public.assets_asset VALUES (1, 'Juniper', 'JUNIPER', 'room', '', 20, 0, NULL, true, true, 7, NULL, 1, NULL, 1);
INSERT INTO public.assets_blocking VALUES (1, '2035-01-08 20:00:00+00', '2035-01-08 22:00:00+00', 'maintenance', 'Osprey', 1);
INSERT INTO public.assets_booking VALUES (1, '2035-01-08 09:00:00+00', '2035-01-08 10:00:00+00', 'Teasel', NULL, 'confirmed', 0, false, NULL, 0, '2026-11-22 08:21:03.448393+00', NULL, '', NULL, 1, 6, 1, NULL, NULL);
INSERT INTO public.assets_booking VALUES (2, '2035-01-08 11:00:00+00', '2035-01-08 12:00:00+00', 'Umbel', NULL, 'confirmed', 700, false, NULL, 0, '2026-11-22 08:21:03.515675+00', NULL, '', 1, 1, 18, 3, NULL, NULL);
INSERT INTO public.assets_booking VALUES (3, '2035-01-08 13:00:00+00', '2035-01-08 14:00:00+00', 'Vetch', NULL, 'confirmed', 0, false, NULL, 0, '2026-11-22 08:21:03.577531+00', NULL, '', 2, 1, 24, 4, NULL, NULL);
INSERT INTO public.assets_booking VALUES (4, '2035-01-08 09:00:00+00', '2035-01-08 10:00:00+00', 'Wagtail', NULL, 'confirmed', 0, false, NULL, 0, '2026-11-22 08:21:03.628313+00', NULL, '', NULL, 4, 18, 3, NULL, NULL);
INSERT INTO public.assets_booking VALUES (5, '2035-01-08 09:00:00+00', '2035-01-08 10:00:00+00', 'Xylem', NULL, 'confirmed', 0, false, NULL, 0, '2026-11-22 08:21:03.668171+00', NULL, '', NULL, 3, 6, 1, NULL, NULL);
INSERT INTO public.assets_booking VALUES (6, '2035-01-08 15:00:00+00', '2035-01-08 16:00:00+00', 'Yarrow', NULL, 'cancelled', 0, false, NULL, 1, '2026-11-22 08:21:03.715157+00', '2026-11-22 08:21:03.737951+00', 'Not needed', NULL, 1, 6, 1, NULL, NULL);
INSERT INTO public.assets_booking VALUES (7, '2035-01-15 09:00:00+00', '2035-01-15 10:00:00+00', 'Heron', NULL, 'confirmed', 700, false, 'c0d55386-fb6a-4478-b570-8a3deffc7166', 0, '2026-11-22 08:21:04.601632+00', NULL, '', 1, 1, 6, 3, 6, 2);
INSERT INTO public.assets_booking VALUES (8, '2035-01-15 09:00:00+00', '2035-01-15 10:00:00+00', 'Ibis', NULL, 'confirmed', 0, false, '652eb49d-bd22-470d-980e-c087ef3e9985', 0, '2026-11-22 08:21:04.612105+00', NULL, '', 2, 2, 6, 4, 7, 2);
INSERT INTO public.assets_bookingrequest VALUES (1, '', 'Bittern', NULL, 1, 60, NULL, NULL, '[0]', 'draft', '', '', '[]', '2026-11-22 08:21:03.815936+00', 0, 1, 6, 1, NULL);
INSERT INTO public.assets_bookingrequest VALUES (2, '', 'Chaffinch', NULL, 1, 60, NULL, NULL, '[0]', 'draft', '', '', '[]', '2026-11-22 08:21:03.874417+00', 0, 3, 18, 1, NULL);
INSERT INTO public.assets_bookingrequest VALUES (3, '', 'Dunlin', NULL, 1, 60, NULL, NULL, '[0]', 'submitted', '', '', '[]', '2026-11-22 08:21:03.928528+00', 1, 3, 18, 1, NULL);
INSERT INTO public.assets_bookingrequest VALUES (4, '', 'Egret', NULL, 1, 60, NULL, NULL, '[0]', 'submitted', '', '', '[]', '2026-11-22 08:21:04.003737+00', 1, 4, 24, 1, NULL);
INSERT INTO public.assets_bookingrequest VALUES (6, '', 'Heron', NULL, 1, 60, NULL, NULL, '[0]', 'placed', '', '', '[]', '2026-11-22 08:21:04.247027+00', 2, 3, 18, 2, NULL);
INSERT INTO public.assets_bookingrequest VALUES (7, '', 'Ibis', NULL, 1, 60, NULL, NULL, '[0]', 'placed', '', '', '[]', '2026-11-22 08:21:04.34245+00', 2, 4, 24, 2, NULL);
INSERT INTO public.assets_bookingrequest VALUES (5, '', 'Gannet', NULL, 1, 60, NULL, NULL, '[0]', 'declined', 'taken_by_higher_value', 'Requests that weigh more take every asset that fits at the times asked for.', '[]', '2026-11-22 08:21:04.122643+00', 2, 1, 6, 2, NULL);
INSERT INTO public.assets_bookingrequest VALUES (8, '', 'Kestrel', NULL, 1, 60, NULL, NULL, '[0]', 'submitted', '', '', '[]', '2026-11-22 08:21:04.726612+00', 1, 1, 6, 3, NULL);
INSERT INTO public.assets_bookingrequest VALUES (9, '', 'Linnet', NULL, 1, 60, NULL, NULL, '[0]', 'submitted', '', '', '[]', '2026-11-22 08:21:04.811135+00', 1, 3, 18, 3, NULL);
INSERT INTO public.assets_bookingrequest VALUES (10, '', 'Mallard', NULL, 1, 60, NULL, NULL, '[0]', 'submitted', '', '', '[]', '2026-11-22 08:21:04.889622+00', 1, 4, 24, 3, NULL);
INSERT INTO public.assets_hold VALUES (1, '2035-01-08 09:00:00+00', '2035-01-08 10:00:00+00', 1, 1);
INSERT INTO public.assets_hold VALUES (2, '2035-01-08 11:00:00+00', '2035-01-08 12:00:00+00', 1, 2);
INSERT INTO public.assets_hold VALUES (3, '2035-01-08 13:00:00+00', '2035-01-08 14:00:00+00', 1, 3);
INSERT INTO public.assets_hold VALUES (4, '2035-01-08 09:00:00+00', '2035-01-08 10:00:00+00', 4, 4);
INSERT INTO public.assets_hold VALUES (5, '2035-01-08 09:00:00+00', '2035-01-08 10:00:00+00', 3, 5);
INSERT INTO public.assets_hold VALUES (7, '2035-01-15 09:00:00+00', '2035-01-15 10:00:00+00', 1, 7);
INSERT INTO public.assets_hold VALUES (8, '2035-01-15 09:00:00+00', '2035-01-15 10:00:00+00', 2, 8);
INSERT INTO public.assets_requestneed VALUES (1, 'room', 1, 1, 1);
INSERT INTO public.assets_requestneed VALUES (2, 'room', 1, 1, 2);
INSERT INTO public.assets_requestneed VALUES (3, 'room', 1, 1, 3);
INSERT INTO public.assets_requestneed VALUES (4, 'room', 1, 1, 4);
INSERT INTO public.assets_requestneed VALUES (5, 'room', 1, 1, 5);
INSERT INTO public.assets_requestneed VALUES (6, 'room', 1, 1, 6);
INSERT INTO public.assets_requestneed VALUES (7, 'room', 1, 1, 7);
INSERT INTO public.assets_requestneed VALUES (8, 'room', 1, 1, 8);
INSERT INTO public.assets_requestneed VALUES (9, 'room', 1, 1, 9);
INSERT INTO public.assets_requestneed VALUES (10, 'room', 1, 1, 10);
INSERT INTO public.assets_requestwindow VALUES (1, '2035-01-08 09:00:00+00', '2035-01-08 12:00:00+00', 1);
INSERT INTO public.assets_requestwindow VALUES (2, '2035-01-08 09:00:00+00', '2035-01-08 12:00:00+00', 2);
INSERT INTO public.assets_requestwindow VALUES (3, '2035-01-08 09:00:00+00', '2035-01-08 12:00:00+00', 3);
INSERT INTO public.assets_requestwindow VALUES (4, '2035-01-08 09:00:00+00', '2035-01-08 12:00:00+00', 4);
INSERT INTO public.assets_requestwindow VALUES (5, '2035-01-15 09:00:00+00', '2035-01-15 12:00:00+00', 5);
INSERT INTO public.assets_requestwindow VALUES (6, '2035-01-15 09:00:00+00', '2035-01-15 12:00:00+00', 6);
INSERT INTO public.assets_requestwindow VALUES (7, '2035-01-15 09:00:00+00', '2035-01-15 12:00:00+00', 7);
INSERT INTO public.assets_requestwindow VALUES (8, '2035-01-22 09:00:00+00', '2035-01-22 12:00:00+00', 8);
INSERT INTO public.assets_requestwindow VALUES (9, '2035-01-22 09:00:00+00', '2035-01-22 12:00:00+00', 9);
INSERT INTO public.assets_requestwindow VALUES (10, '2035-01-22 09:00:00+00', '2035-01-22 12:00:00+00', 10);
INSERT INTO public.assets_round VALUES (1, 'Avocet', '2035-01-08 00:00:00+00', '2035-01-15 00:00:00+00', 15, '{}', 'gathering', NULL, '2026-11-22 08:21:03.774357+00', 1, NULL, NULL);
INSERT INTO public.assets_round VALUES (2, 'Fulmar', '2035-01-15 00:00:00+00', '2035-01-22 00:00:00+00', 15, '{}', 'published', '2026-11-22 08:21:04.63562+00', '2026-11-22 08:21:04.077128+00', 1, 1, 1);
INSERT INTO public.assets_round VALUES (3, 'Jacana', '2035-01-22 00:00:00+00', '2035-01-29 00:00:00+00', 15, '{}', 'planning', NULL, '2026-11-22 08:21:04.679478+00', 1, NULL, 2);
INSERT INTO public.assets_round_participants VALUES (1, 1, 1);
INSERT INTO public.assets_round_participants VALUES (2, 1, 3);
INSERT INTO public.assets_round_participants VALUES (3, 1, 4);
INSERT INTO public.assets_round_participants VALUES (4, 2, 1);
INSERT INTO public.assets_round_participants VALUES (5, 2, 3);
INSERT INTO public.assets_round_participants VALUES (6, 2, 4);
INSERT INTO public.assets_round_participants VALUES (7, 3, 1);
INSERT INTO public.assets_round_participants VALUES (8, 3, 3);
INSERT INTO public.assets_round_participants VALUES (9, 3, 4);
INSERT INTO public.assets_site VALUES (1, 'Fellside', 'FELLSIDE', '', '', NULL, NULL, 54.100000, -2.900000, NULL, 1);
INSERT INTO public.assets_site VALUES (2, 'Ghyllbank', 'GHYLLBANK', '', '', NULL, NULL, 54.100000, -2.900000, NULL, 1);
INSERT INTO public.assets_site VALUES (3, 'Highgate', 'HIGHGATE', '', '', NULL, NULL, 54.100000, -2.900000, NULL, 3);
INSERT INTO public.assets_site VALUES (4, 'Ingleside', 'INGLESIDE', '', '', NULL, NULL, 54.100000, -2.900000, NULL, 2);
INSERT INTO public.auth_permission VALUES (1, 'Can add permission', 1, 'add_permission');
INSERT INTO public.auth_permission VALUES (2, 'Can change permission', 1, 'change_permission');
INSERT INTO public.auth_permission VALUES (3, 'Can delete permission', 1, 'delete_permission');
INSERT INTO public.auth_permission VALUES (4, 'Can view permission', 1, 'view_permission');
INSERT INTO public.auth_permission VALUES (5, 'Can add group', 2, 'add_group');
INSERT INTO public.auth_permission VALUES (6, 'Can change group', 2, 'change_group');
INSERT INTO public.auth_permission VALUES (7, 'Can delete group', 2, 'delete_group');
INSERT INTO public.auth_permission VALUES (8, 'Can view group', 2, 'view_group');
INSERT INTO public.auth_permission VALUES (9, 'Can add content type', 3, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (10, 'Can change content type', 3, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (11, 'Can delete content type', 3, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (12, 'Can view content type', 3, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (13, 'Can add session', 4, 'add_session');
INSERT INTO public.auth_permission VALUES (14, 'Can change session', 4, 'change_session');
INSERT INTO public.auth_permission VALUES (15, 'Can delete session', 4, 'delete_session');
INSERT INTO public.auth_permission VALUES (16, 'Can view session', 4, 'view_session');
INSERT INTO public.auth_permission VALUES (17, 'Can add email address', 5, 'add_emailaddress');
INSERT INTO public.auth_permission VALUES (18, 'Can change email address', 5, 'change_emailaddress');
INSERT INTO public.auth_permission VALUES (19, 'Can delete email address', 5, 'delete_emailaddress');
INSERT INTO public.auth_permission VALUES (20, 'Can view email address', 5, 'view_emailaddress');
INSERT INTO public.auth_permission VALUES (21, 'Can add email confirmation', 6, 'add_emailconfirmation');
INSERT INTO public.auth_permission VALUES (22, 'Can change email confirmation', 6, 'change_emailconfirmation');
INSERT INTO public.auth_permission VALUES (23, 'Can delete email confirmation', 6, 'delete_emailconfirmation');
INSERT INTO public.auth_permission VALUES (24, 'Can view email confirmation', 6, 'view_emailconfirmation');
INSERT INTO public.auth_permission VALUES (25, 'Can add Task Result', 7, 'add_dbtaskresult');
INSERT INTO public.auth_permission VALUES (26, 'Can change Task Result', 7, 'change_dbtaskresult');
INSERT INTO public.auth_permission VALUES (27, 'Can delete Task Result', 7, 'delete_dbtaskresult');
INSERT INTO public.auth_permission VALUES (28, 'Can view Task Result', 7, 'view_dbtaskresult');
INSERT INTO public.auth_permission VALUES (29, 'Can add user', 8, 'add_user');
INSERT INTO public.auth_permission VALUES (30, 'Can change user', 8, 'change_user');
INSERT INTO public.auth_permission VALUES (31, 'Can delete user', 8, 'delete_user');
INSERT INTO public.auth_permission VALUES (32, 'Can view user', 8, 'view_user');
INSERT INTO public.auth_permission VALUES (33, 'Can add organisation', 9, 'add_organisation');
INSERT INTO public.auth_permission VALUES (34, 'Can change organisation', 9, 'change_organisation');
INSERT INTO public.auth_permission VALUES (35, 'Can delete organisation', 9, 'delete_organisation');
INSERT INTO public.auth_permission VALUES (36, 'Can view organisation', 9, 'view_organisation');
INSERT INTO public.auth_permission VALUES (37, 'Can add membership', 10, 'add_membership');
INSERT INTO public.auth_permission VALUES (38, 'Can change membership', 10, 'change_membership');
INSERT INTO public.auth_permission VALUES (39, 'Can delete membership', 10, 'delete_membership');
INSERT INTO public.auth_permission VALUES (40, 'Can view membership', 10, 'view_membership');
INSERT INTO public.auth_permission VALUES (41, 'Can add audit entry', 11, 'add_auditentry');
INSERT INTO public.auth_permission VALUES (42, 'Can change audit entry', 11, 'change_auditentry');
INSERT INTO public.auth_permission VALUES (43, 'Can delete audit entry', 11, 'delete_auditentry');
INSERT INTO public.auth_permission VALUES (44, 'Can view audit entry', 11, 'view_auditentry');
INSERT INTO public.auth_permission VALUES (45, 'Can add api token', 12, 'add_apitoken');
INSERT INTO public.auth_permission VALUES (46, 'Can change api token', 12, 'change_apitoken');
INSERT INTO public.auth_permission VALUES (47, 'Can delete api token', 12, 'delete_apitoken');
INSERT INTO public.auth_permission VALUES (48, 'Can view api token', 12, 'view_apitoken');
INSERT INTO public.auth_permission VALUES (49, 'Can add partnership', 13, 'add_partnership');
INSERT INTO public.auth_permission VALUES (50, 'Can change partnership', 13, 'change_partnership');
INSERT INTO public.auth_permission VALUES (51, 'Can delete partnership', 13, 'delete_partnership');
INSERT INTO public.auth_permission VALUES (52, 'Can view partnership', 13, 'view_partnership');
INSERT INTO public.auth_permission VALUES (53, 'Can add run', 14, 'add_run');
INSERT INTO public.auth_permission VALUES (54, 'Can change run', 14, 'change_run');
INSERT INTO public.auth_permission VALUES (55, 'Can delete run', 14, 'delete_run');
INSERT INTO public.auth_permission VALUES (56, 'Can view run', 14, 'view_run');
INSERT INTO public.auth_permission VALUES (57, 'Can add asset', 15, 'add_asset');
INSERT INTO public.auth_permission VALUES (58, 'Can change asset', 15, 'change_asset');
INSERT INTO public.auth_permission VALUES (59, 'Can delete asset', 15, 'delete_asset');
INSERT INTO public.auth_permission VALUES (60, 'Can view asset', 15, 'view_asset');
INSERT INTO public.auth_permission VALUES (61, 'Can add agreement', 16, 'add_agreement');
INSERT INTO public.auth_permission VALUES (62, 'Can change agreement', 16, 'change_agreement');
INSERT INTO public.auth_permission VALUES (63, 'Can delete agreement', 16, 'delete_agreement');
INSERT INTO public.auth_permission VALUES (64, 'Can view agreement', 16, 'view_agreement');
INSERT INTO public.auth_permission VALUES (65, 'Can add blocking', 17, 'add_blocking');
INSERT INTO public.auth_permission VALUES (66, 'Can change blocking', 17, 'change_blocking');
INSERT INTO public.auth_permission VALUES (67, 'Can delete blocking', 17, 'delete_blocking');
INSERT INTO public.auth_permission VALUES (68, 'Can view blocking', 17, 'view_blocking');
INSERT INTO public.auth_permission VALUES (69, 'Can add booking request', 18, 'add_bookingrequest');
INSERT INTO public.auth_permission VALUES (70, 'Can change booking request', 18, 'change_bookingrequest');
INSERT INTO public.auth_permission VALUES (71, 'Can delete booking request', 18, 'delete_bookingrequest');
INSERT INTO public.auth_permission VALUES (72, 'Can view booking request', 18, 'view_bookingrequest');
INSERT INTO public.auth_permission VALUES (73, 'Can add booking', 19, 'add_booking');
INSERT INTO public.auth_permission VALUES (74, 'Can change booking', 19, 'change_booking');
INSERT INTO public.auth_permission VALUES (75, 'Can delete booking', 19, 'delete_booking');
INSERT INTO public.auth_permission VALUES (76, 'Can view booking', 19, 'view_booking');
INSERT INTO public.auth_permission VALUES (77, 'Can add feature', 20, 'add_feature');
INSERT INTO public.auth_permission VALUES (78, 'Can change feature', 20, 'change_feature');
INSERT INTO public.auth_permission VALUES (79, 'Can delete feature', 20, 'delete_feature');
INSERT INTO public.auth_permission VALUES (80, 'Can view feature', 20, 'view_feature');
INSERT INTO public.auth_permission VALUES (81, 'Can add hold', 21, 'add_hold');
INSERT INTO public.auth_permission VALUES (82, 'Can change hold', 21, 'change_hold');
INSERT INTO public.auth_permission VALUES (83, 'Can delete hold', 21, 'delete_hold');
INSERT INTO public.auth_permission VALUES (84, 'Can view hold', 21, 'view_hold');
INSERT INTO public.auth_permission VALUES (85, 'Can add request need', 22, 'add_requestneed');
INSERT INTO public.auth_permission VALUES (86, 'Can change request need', 22, 'change_requestneed');
INSERT INTO public.auth_permission VALUES (87, 'Can delete request need', 22, 'delete_requestneed');
INSERT INTO public.auth_permission VALUES (88, 'Can view request need', 22, 'view_requestneed');
INSERT INTO public.auth_permission VALUES (89, 'Can add request window', 23, 'add_requestwindow');
INSERT INTO public.auth_permission VALUES (90, 'Can change request window', 23, 'change_requestwindow');
INSERT INTO public.auth_permission VALUES (91, 'Can delete request window', 23, 'delete_requestwindow');
INSERT INTO public.auth_permission VALUES (92, 'Can view request window', 23, 'view_requestwindow');
INSERT INTO public.auth_permission VALUES (93, 'Can add round', 24, 'add_round');
INSERT INTO public.auth_permission VALUES (94, 'Can change round', 24, 'change_round');
INSERT INTO public.auth_permission VALUES (95, 'Can delete round', 24, 'delete_round');
INSERT INTO public.auth_permission VALUES (96, 'Can view round', 24, 'view_round');
INSERT INTO public.auth_permission VALUES (97, 'Can add site', 25, 'add_site');
INSERT INTO public.auth_permission VALUES (98, 'Can change site', 25, 'change_site');
INSERT INTO public.auth_permission VALUES (99, 'Can delete site', 25, 'delete_site');
INSERT INTO public.auth_permission VALUES (100, 'Can view site', 25, 'view_site');
INSERT INTO public.auth_permission VALUES (101, 'Can add agreement kind', 26, 'add_agreementkind');
INSERT INTO public.auth_permission VALUES (102, 'Can change agreement kind', 26, 'change_agreementkind');
INSERT INTO public.auth_permission VALUES (103, 'Can delete agreement kind', 26, 'delete_agreementkind');
INSERT INTO public.auth_permission VALUES (104, 'Can view agreement kind', 26, 'view_agreementkind');
INSERT INTO public.auth_permission VALUES (105, 'Can add bid', 27, 'add_bid');
INSERT INTO public.auth_permission VALUES (106, 'Can change bid', 27, 'change_bid');
INSERT INTO public.auth_permission VALUES (107, 'Can delete bid', 27, 'delete_bid');
INSERT INTO public.auth_permission VALUES (108, 'Can view bid', 27, 'view_bid');
INSERT INTO public.auth_permission VALUES (109, 'Can add award', 28, 'add_award');
INSERT INTO public.auth_permission VALUES (110, 'Can change award', 28, 'change_award');
INSERT INTO public.auth_permission VALUES (111, 'Can delete award', 28, 'delete_award');
INSERT INTO public.auth_permission VALUES (112, 'Can view award', 28, 'view_award');
INSERT INTO public.auth_permission VALUES (113, 'Can add contracting authority', 29, 'add_contractingauthority');
INSERT INTO public.auth_permission VALUES (114, 'Can change contracting authority', 29, 'change_contractingauthority');
INSERT INTO public.auth_permission VALUES (115, 'Can delete contracting authority', 29, 'delete_contractingauthority');
INSERT INTO public.auth_permission VALUES (116, 'Can view contracting authority', 29, 'view_contractingauthority');
INSERT INTO public.auth_permission VALUES (117, 'Can add buyer cost', 30, 'add_buyercost');
INSERT INTO public.auth_permission VALUES (118, 'Can change buyer cost', 30, 'change_buyercost');
INSERT INTO public.auth_permission VALUES (119, 'Can delete buyer cost', 30, 'delete_buyercost');
INSERT INTO public.auth_permission VALUES (120, 'Can view buyer cost', 30, 'view_buyercost');
INSERT INTO public.auth_permission VALUES (121, 'Can add budget', 31, 'add_budget');
INSERT INTO public.auth_permission VALUES (122, 'Can change budget', 31, 'change_budget');
INSERT INTO public.auth_permission VALUES (123, 'Can delete budget', 31, 'delete_budget');
INSERT INTO public.auth_permission VALUES (124, 'Can view budget', 31, 'view_budget');
INSERT INTO public.auth_permission VALUES (125, 'Can add cost split', 32, 'add_costsplit');
INSERT INTO public.auth_permission VALUES (126, 'Can change cost split', 32, 'change_costsplit');
INSERT INTO public.auth_permission VALUES (127, 'Can delete cost split', 32, 'delete_costsplit');
INSERT INTO public.auth_permission VALUES (128, 'Can view cost split', 32, 'view_costsplit');
INSERT INTO public.auth_permission VALUES (129, 'Can add cost share', 33, 'add_costshare');
INSERT INTO public.auth_permission VALUES (130, 'Can change cost share', 33, 'change_costshare');
INSERT INTO public.auth_permission VALUES (131, 'Can delete cost share', 33, 'delete_costshare');
INSERT INTO public.auth_permission VALUES (132, 'Can view cost share', 33, 'view_costshare');
INSERT INTO public.auth_permission VALUES (133, 'Can add discount', 34, 'add_discount');
INSERT INTO public.auth_permission VALUES (134, 'Can change discount', 34, 'change_discount');
INSERT INTO public.auth_permission VALUES (135, 'Can delete discount', 34, 'delete_discount');
INSERT INTO public.auth_permission VALUES (136, 'Can view discount', 34, 'view_discount');
INSERT INTO public.auth_permission VALUES (137, 'Can add framework', 35, 'add_framework');
INSERT INTO public.auth_permission VALUES (138, 'Can change framework', 35, 'change_framework');
INSERT INTO public.auth_permission VALUES (139, 'Can delete framework', 35, 'delete_framework');
INSERT INTO public.auth_permission VALUES (140, 'Can view framework', 35, 'view_framework');
INSERT INTO public.auth_permission VALUES (141, 'Can add item', 36, 'add_item');
INSERT INTO public.auth_permission VALUES (142, 'Can change item', 36, 'change_item');
INSERT INTO public.auth_permission VALUES (143, 'Can delete item', 36, 'delete_item');
INSERT INTO public.auth_permission VALUES (144, 'Can view item', 36, 'view_item');
INSERT INTO public.auth_permission VALUES (145, 'Can add bid line', 37, 'add_bidline');
INSERT INTO public.auth_permission VALUES (146, 'Can change bid line', 37, 'change_bidline');
INSERT INTO public.auth_permission VALUES (147, 'Can delete bid line', 37, 'delete_bidline');
INSERT INTO public.auth_permission VALUES (148, 'Can view bid line', 37, 'view_bidline');
INSERT INTO public.auth_permission VALUES (149, 'Can add joint procurement', 38, 'add_jointprocurement');
INSERT INTO public.auth_permission VALUES (150, 'Can change joint procurement', 38, 'change_jointprocurement');
INSERT INTO public.auth_permission VALUES (151, 'Can delete joint procurement', 38, 'delete_jointprocurement');
INSERT INTO public.auth_permission VALUES (152, 'Can view joint procurement', 38, 'view_jointprocurement');
INSERT INTO public.auth_permission VALUES (153, 'Can add demand line', 39, 'add_demandline');
INSERT INTO public.auth_permission VALUES (154, 'Can change demand line', 39, 'change_demandline');
INSERT INTO public.auth_permission VALUES (155, 'Can delete demand line', 39, 'delete_demandline');
INSERT INTO public.auth_permission VALUES (156, 'Can view demand line', 39, 'view_demandline');
INSERT INTO public.auth_permission VALUES (157, 'Can add baseline', 40, 'add_baseline');
INSERT INTO public.auth_permission VALUES (158, 'Can change baseline', 40, 'change_baseline');
INSERT INTO public.auth_permission VALUES (159, 'Can delete baseline', 40, 'delete_baseline');
INSERT INTO public.auth_permission VALUES (160, 'Can view baseline', 40, 'view_baseline');
INSERT INTO public.auth_permission VALUES (161, 'Can add award rule', 41, 'add_awardrule');
INSERT INTO public.auth_permission VALUES (162, 'Can change award rule', 41, 'change_awardrule');
INSERT INTO public.auth_permission VALUES (163, 'Can delete award rule', 41, 'delete_awardrule');
INSERT INTO public.auth_permission VALUES (164, 'Can view award rule', 41, 'view_awardrule');
INSERT INTO public.auth_permission VALUES (165, 'Can add lot', 42, 'add_lot');
INSERT INTO public.auth_permission VALUES (166, 'Can change lot', 42, 'change_lot');
INSERT INTO public.auth_permission VALUES (167, 'Can delete lot', 42, 'delete_lot');
INSERT INTO public.auth_permission VALUES (168, 'Can view lot', 42, 'view_lot');
INSERT INTO public.auth_permission VALUES (169, 'Can add name mapping', 43, 'add_namemapping');
INSERT INTO public.auth_permission VALUES (170, 'Can change name mapping', 43, 'change_namemapping');
INSERT INTO public.auth_permission VALUES (171, 'Can delete name mapping', 43, 'delete_namemapping');
INSERT INTO public.auth_permission VALUES (172, 'Can view name mapping', 43, 'view_namemapping');
INSERT INTO public.auth_permission VALUES (173, 'Can add order line', 44, 'add_orderline');
INSERT INTO public.auth_permission VALUES (174, 'Can change order line', 44, 'change_orderline');
INSERT INTO public.auth_permission VALUES (175, 'Can delete order line', 44, 'delete_orderline');
INSERT INTO public.auth_permission VALUES (176, 'Can view order line', 44, 'view_orderline');
INSERT INTO public.auth_permission VALUES (177, 'Can add allocation', 45, 'add_allocation');
INSERT INTO public.auth_permission VALUES (178, 'Can change allocation', 45, 'change_allocation');
INSERT INTO public.auth_permission VALUES (179, 'Can delete allocation', 45, 'delete_allocation');
INSERT INTO public.auth_permission VALUES (180, 'Can view allocation', 45, 'view_allocation');
INSERT INTO public.auth_permission VALUES (181, 'Can add participation', 46, 'add_participation');
INSERT INTO public.auth_permission VALUES (182, 'Can change participation', 46, 'change_participation');
INSERT INTO public.auth_permission VALUES (183, 'Can delete participation', 46, 'delete_participation');
INSERT INTO public.auth_permission VALUES (184, 'Can view participation', 46, 'view_participation');
INSERT INTO public.auth_permission VALUES (185, 'Can add price tier', 47, 'add_pricetier');
INSERT INTO public.auth_permission VALUES (186, 'Can change price tier', 47, 'change_pricetier');
INSERT INTO public.auth_permission VALUES (187, 'Can delete price tier', 47, 'delete_pricetier');
INSERT INTO public.auth_permission VALUES (188, 'Can view price tier', 47, 'view_pricetier');
INSERT INTO public.auth_permission VALUES (189, 'Can add purchase batch', 48, 'add_purchasebatch');
INSERT INTO public.auth_permission VALUES (190, 'Can change purchase batch', 48, 'change_purchasebatch');
INSERT INTO public.auth_permission VALUES (191, 'Can delete purchase batch', 48, 'delete_purchasebatch');
INSERT INTO public.auth_permission VALUES (192, 'Can view purchase batch', 48, 'view_purchasebatch');
INSERT INTO public.auth_permission VALUES (193, 'Can add call off', 49, 'add_calloff');
INSERT INTO public.auth_permission VALUES (194, 'Can change call off', 49, 'change_calloff');
INSERT INTO public.auth_permission VALUES (195, 'Can delete call off', 49, 'delete_calloff');
INSERT INTO public.auth_permission VALUES (196, 'Can view call off', 49, 'view_calloff');
INSERT INTO public.auth_permission VALUES (197, 'Can add saving', 50, 'add_saving');
INSERT INTO public.auth_permission VALUES (198, 'Can change saving', 50, 'change_saving');
INSERT INTO public.auth_permission VALUES (199, 'Can delete saving', 50, 'delete_saving');
INSERT INTO public.auth_permission VALUES (200, 'Can view saving', 50, 'view_saving');
INSERT INTO public.auth_permission VALUES (201, 'Can add scenario', 51, 'add_scenario');
INSERT INTO public.auth_permission VALUES (202, 'Can change scenario', 51, 'change_scenario');
INSERT INTO public.auth_permission VALUES (203, 'Can delete scenario', 51, 'delete_scenario');
INSERT INTO public.auth_permission VALUES (204, 'Can view scenario', 51, 'view_scenario');
INSERT INTO public.auth_permission VALUES (205, 'Can add scenario rule', 52, 'add_scenariorule');
INSERT INTO public.auth_permission VALUES (206, 'Can change scenario rule', 52, 'change_scenariorule');
INSERT INTO public.auth_permission VALUES (207, 'Can delete scenario rule', 52, 'delete_scenariorule');
INSERT INTO public.auth_permission VALUES (208, 'Can view scenario rule', 52, 'view_scenariorule');
INSERT INTO public.auth_permission VALUES (209, 'Can add supplier', 53, 'add_supplier');
INSERT INTO public.auth_permission VALUES (210, 'Can change supplier', 53, 'change_supplier');
INSERT INTO public.auth_permission VALUES (211, 'Can delete supplier', 53, 'delete_supplier');
INSERT INTO public.auth_permission VALUES (212, 'Can view supplier', 53, 'view_supplier');
INSERT INTO public.auth_permission VALUES (213, 'Can add delivery charge', 54, 'add_deliverycharge');
INSERT INTO public.auth_permission VALUES (214, 'Can change delivery charge', 54, 'change_deliverycharge');
INSERT INTO public.auth_permission VALUES (215, 'Can delete delivery charge', 54, 'delete_deliverycharge');
INSERT INTO public.auth_permission VALUES (216, 'Can view delivery charge', 54, 'view_deliverycharge');
INSERT INTO public.auth_permission VALUES (217, 'Can add commitment', 55, 'add_commitment');
INSERT INTO public.auth_permission VALUES (218, 'Can change commitment', 55, 'change_commitment');
INSERT INTO public.auth_permission VALUES (219, 'Can delete commitment', 55, 'delete_commitment');
INSERT INTO public.auth_permission VALUES (220, 'Can view commitment', 55, 'view_commitment');
INSERT INTO public.auth_permission VALUES (221, 'Can add idempotency key', 56, 'add_idempotencykey');
INSERT INTO public.auth_permission VALUES (222, 'Can change idempotency key', 56, 'change_idempotencykey');
INSERT INTO public.auth_permission VALUES (223, 'Can delete idempotency key', 56, 'delete_idempotencykey');
INSERT INTO public.auth_permission VALUES (224, 'Can view idempotency key', 56, 'view_idempotencykey');
INSERT INTO public.django_content_type VALUES (1, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (3, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (4, 'sessions', 'session');
INSERT INTO public.django_content_type VALUES (5, 'account', 'emailaddress');
INSERT INTO public.django_content_type VALUES (6, 'account', 'emailconfirmation');
INSERT INTO public.django_content_type VALUES (7, 'django_tasks_database', 'dbtaskresult');
INSERT INTO public.django_content_type VALUES (8, 'partners', 'user');
INSERT INTO public.django_content_type VALUES (9, 'partners', 'organisation');
INSERT INTO public.django_content_type VALUES (10, 'partners', 'membership');
INSERT INTO public.django_content_type VALUES (11, 'partners', 'auditentry');
INSERT INTO public.django_content_type VALUES (12, 'partners', 'apitoken');
INSERT INTO public.django_content_type VALUES (13, 'partners', 'partnership');
INSERT INTO public.django_content_type VALUES (14, 'runs', 'run');
INSERT INTO public.django_content_type VALUES (15, 'assets', 'asset');
INSERT INTO public.django_content_type VALUES (16, 'assets', 'agreement');
INSERT INTO public.django_content_type VALUES (17, 'assets', 'blocking');
INSERT INTO public.django_content_type VALUES (18, 'assets', 'bookingrequest');
INSERT INTO public.django_content_type VALUES (19, 'assets', 'booking');
INSERT INTO public.django_content_type VALUES (20, 'assets', 'feature');
INSERT INTO public.django_content_type VALUES (21, 'assets', 'hold');
INSERT INTO public.django_content_type VALUES (22, 'assets', 'requestneed');
INSERT INTO public.django_content_type VALUES (23, 'assets', 'requestwindow');
INSERT INTO public.django_content_type VALUES (24, 'assets', 'round');
INSERT INTO public.django_content_type VALUES (25, 'assets', 'site');
INSERT INTO public.django_content_type VALUES (26, 'assets', 'agreementkind');
INSERT INTO public.django_content_type VALUES (27, 'procurement', 'bid');
INSERT INTO public.django_content_type VALUES (28, 'procurement', 'award');
INSERT INTO public.django_content_type VALUES (29, 'procurement', 'contractingauthority');
INSERT INTO public.django_content_type VALUES (30, 'procurement', 'buyercost');
INSERT INTO public.django_content_type VALUES (31, 'procurement', 'budget');
INSERT INTO public.django_content_type VALUES (32, 'procurement', 'costsplit');
INSERT INTO public.django_content_type VALUES (33, 'procurement', 'costshare');
INSERT INTO public.django_content_type VALUES (34, 'procurement', 'discount');
INSERT INTO public.django_content_type VALUES (35, 'procurement', 'framework');
INSERT INTO public.django_content_type VALUES (36, 'procurement', 'item');
INSERT INTO public.django_content_type VALUES (37, 'procurement', 'bidline');
INSERT INTO public.django_content_type VALUES (38, 'procurement', 'jointprocurement');
INSERT INTO public.django_content_type VALUES (39, 'procurement', 'demandline');
INSERT INTO public.django_content_type VALUES (40, 'procurement', 'baseline');
INSERT INTO public.django_content_type VALUES (41, 'procurement', 'awardrule');
INSERT INTO public.django_content_type VALUES (42, 'procurement', 'lot');
INSERT INTO public.django_content_type VALUES (43, 'procurement', 'namemapping');
INSERT INTO public.django_content_type VALUES (44, 'procurement', 'orderline');
INSERT INTO public.django_content_type VALUES (45, 'procurement', 'allocation');
INSERT INTO public.django_content_type VALUES (46, 'procurement', 'participation');
INSERT INTO public.django_content_type VALUES (47, 'procurement', 'pricetier');
INSERT INTO public.django_content_type VALUES (48, 'procurement', 'purchasebatch');
INSERT INTO public.django_content_type VALUES (49, 'procurement', 'calloff');
INSERT INTO public.django_content_type VALUES (50, 'procurement', 'saving');
INSERT INTO public.django_content_type VALUES (51, 'procurement', 'scenario');
INSERT INTO public.django_content_type VALUES (52, 'procurement', 'scenariorule');
INSERT INTO public.django_content_type VALUES (53, 'procurement', 'supplier');
INSERT INTO public.django_content_type VALUES (54, 'procurement', 'deliverycharge');
INSERT INTO public.django_content_type VALUES (55, 'procurement', 'commitment');
INSERT INTO public.django_content_type VALUES (56, 'api', 'idempotencykey');
INSERT INTO public.django_migrations VALUES (1, 'contenttypes', '0001_initial', '2026-11-22 08:20:38.511902+00');
INSERT INTO public.django_migrations VALUES (2, 'contenttypes', '0002_remove_content_type_name', '2026-11-22 08:20:38.525445+00');
INSERT INTO public.django_migrations VALUES (3, 'auth', '0001_initial', '2026-11-22 08:20:38.576498+00');
INSERT INTO public.django_migrations VALUES (4, 'auth', '0002_alter_permission_name_max_length', '2026-11-22 08:20:38.590673+00');
INSERT INTO public.django_migrations VALUES (5, 'auth', '0003_alter_user_email_max_length', '2026-11-22 08:20:38.602579+00');
INSERT INTO public.django_migrations VALUES (6, 'auth', '0004_alter_user_username_opts', '2026-11-22 08:20:38.615817+00');
INSERT INTO public.django_migrations VALUES (7, 'auth', '0005_alter_user_last_login_null', '2026-11-22 08:20:38.638368+00');
INSERT INTO public.django_migrations VALUES (8, 'auth', '0006_require_contenttypes_0002', '2026-11-22 08:20:38.643707+00');
INSERT INTO public.django_migrations VALUES (9, 'auth', '0007_alter_validators_add_error_messages', '2026-11-22 08:20:38.647967+00');
INSERT INTO public.django_migrations VALUES (10, 'auth', '0008_alter_user_username_max_length', '2026-11-22 08:20:38.66148+00');
INSERT INTO public.django_migrations VALUES (11, 'auth', '0009_alter_user_last_name_max_length', '2026-11-22 08:20:38.671887+00');
INSERT INTO public.django_migrations VALUES (12, 'auth', '0010_alter_group_name_max_length', '2026-11-22 08:20:38.696651+00');
INSERT INTO public.django_migrations VALUES (13, 'auth', '0011_update_proxy_permissions', '2026-11-22 08:20:38.709337+00');
INSERT INTO public.django_migrations VALUES (14, 'auth', '0012_alter_user_first_name_max_length', '2026-11-22 08:20:38.730971+00');
INSERT INTO public.django_migrations VALUES (15, 'partners', '0001_initial', '2026-11-22 08:20:39.118764+00');
INSERT INTO public.django_migrations VALUES (16, 'account', '0001_initial', '2026-11-22 08:20:39.249211+00');
INSERT INTO public.django_migrations VALUES (17, 'account', '0002_email_max_length', '2026-11-22 08:20:39.294821+00');
INSERT INTO public.django_migrations VALUES (18, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-22 08:20:39.354246+00');
INSERT INTO public.django_migrations VALUES (19, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-22 08:20:39.43424+00');
INSERT INTO public.django_migrations VALUES (20, 'account', '0005_emailaddress_idx_upper_email', '2026-11-22 08:20:39.476622+00');
INSERT INTO public.django_migrations VALUES (21, 'account', '0006_emailaddress_lower', '2026-11-22 08:20:39.537582+00');
INSERT INTO public.django_migrations VALUES (22, 'account', '0007_emailaddress_idx_email', '2026-11-22 08:20:39.59424+00');
INSERT INTO public.django_migrations VALUES (23, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-22 08:20:39.631753+00');
INSERT INTO public.django_migrations VALUES (24, 'account', '0009_emailaddress_unique_primary_email', '2026-11-22 08:20:39.667598+00');
INSERT INTO public.django_migrations VALUES (25, 'api', '0001_initial', '2026-11-22 08:20:39.723963+00');
INSERT INTO public.django_migrations VALUES (26, 'runs', '0001_initial', '2026-11-22 08:20:39.798518+00');
INSERT INTO public.django_migrations VALUES (27, 'assets', '0001_initial', '2026-11-22 08:20:47.163224+00');
INSERT INTO public.django_migrations VALUES (28, 'assets', '0002_calendar_guards', '2026-11-22 08:20:47.40896+00');
INSERT INTO public.django_migrations VALUES (29, 'django_tasks_database', '0001_initial', '2026-11-22 08:20:47.435912+00');
INSERT INTO public.django_migrations VALUES (30, 'django_tasks_database', '0002_alter_dbtaskresult_options', '2026-11-22 08:20:47.440141+00');
INSERT INTO public.django_migrations VALUES (31, 'django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', '2026-11-22 08:20:47.472914+00');
INSERT INTO public.django_migrations VALUES (32, 'django_tasks_database', '0004_dbtaskresult_started_at', '2026-11-22 08:20:47.484575+00');
INSERT INTO public.django_migrations VALUES (33, 'django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', '2026-11-22 08:20:47.534313+00');
INSERT INTO public.django_migrations VALUES (34, 'django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', '2026-11-22 08:20:47.603643+00');
INSERT INTO public.django_migrations VALUES (35, 'django_tasks_database', '0007_add_separate_results_fields', '2026-11-22 08:20:47.632558+00');
INSERT INTO public.django_migrations VALUES (36, 'django_tasks_database', '0008_separate_results_field', '2026-11-22 08:20:47.747374+00');
INSERT INTO public.django_migrations VALUES (37, 'django_tasks_database', '0009_remove_results_field', '2026-11-22 08:20:47.762986+00');
INSERT INTO public.django_migrations VALUES (38, 'django_tasks_database', '0010_alter_dbtaskresult_status', '2026-11-22 08:20:47.775262+00');
INSERT INTO public.django_migrations VALUES (39, 'django_tasks_database', '0011_rename_complete_status', '2026-11-22 08:20:47.876727+00');
INSERT INTO public.django_migrations VALUES (40, 'django_tasks_database', '0012_add_separate_exception_fields', '2026-11-22 08:20:48.485068+00');
INSERT INTO public.django_migrations VALUES (41, 'django_tasks_database', '0013_separate_exception_fields', '2026-11-22 08:20:48.60923+00');
INSERT INTO public.django_migrations VALUES (42, 'django_tasks_database', '0014_remove_dbtaskresult_exception_data', '2026-11-22 08:20:48.624353+00');
INSERT INTO public.django_migrations VALUES (43, 'django_tasks_database', '0015_correctly_order_run_after', '2026-11-22 08:20:48.633399+00');
INSERT INTO public.django_migrations VALUES (44, 'django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', '2026-11-22 08:20:48.846474+00');
INSERT INTO public.django_migrations VALUES (45, 'django_tasks_database', '0017_dbtaskresult_metadata', '2026-11-22 08:20:48.858258+00');
INSERT INTO public.django_migrations VALUES (46, 'django_tasks_database', '0018_rename_succeeded_status', '2026-11-22 08:20:48.953024+00');
INSERT INTO public.django_migrations VALUES (47, 'django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', '2026-11-22 08:20:48.989389+00');
INSERT INTO public.django_migrations VALUES (48, 'django_tasks_database', '0020_update_db_task_result_ordering', '2026-11-22 08:20:49.02288+00');
INSERT INTO public.django_migrations VALUES (49, 'django_tasks_database', '0021_conditional_partial_index_ordering', '2026-11-22 08:20:49.049178+00');
INSERT INTO public.django_migrations VALUES (50, 'procurement', '0001_initial', '2026-11-22 08:21:01.277686+00');
INSERT INTO public.django_migrations VALUES (51, 'procurement', '0002_batches_are_one_for_a_month', '2026-11-22 08:21:01.994301+00');
INSERT INTO public.django_migrations VALUES (52, 'runs', '0002_runs_may_share_costs', '2026-11-22 08:21:02.422881+00');
INSERT INTO public.django_migrations VALUES (53, 'sessions', '0001_initial', '2026-11-22 08:21:02.453128+00');
INSERT INTO public.partners_apitoken VALUES (1, 'Zephyr', '327ff0b112f5ec16f4a09576bcc1c6f9326364e88ee1d38676c5996898943bcc', 'bp_pXlq_Qx', '["assets:read"]', '2026-11-22 08:21:05.041546+00', '2026-12-22 08:21:05.033171+00', NULL, NULL, 25, 6, 1);
INSERT INTO public.partners_auditentry VALUES (1, '2026-11-22 08:21:02.902461+00', 'site.created', 'assets.site', '1', 'Fellside', '{}', '{"id": 1, "code": "FELLSIDE", "name": "Fellside", "hours": null, "address": "", "easting": null, "latitude": "54.1", "northing": null, "postcode": "", "longitude": "-2.9", "organisation_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (2, '2026-11-22 08:21:02.92019+00', 'site.created', 'assets.site', '2', 'Ghyllbank', '{}', '{"id": 2, "code": "GHYLLBANK", "name": "Ghyllbank", "hours": null, "address": "", "easting": null, "latitude": "54.1", "northing": null, "postcode": "", "longitude": "-2.9", "organisation_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (3, '2026-11-22 08:21:02.942391+00', 'site.created', 'assets.site', '3', 'Highgate', '{}', '{"id": 3, "code": "HIGHGATE", "name": "Highgate", "hours": null, "address": "", "easting": null, "latitude": "54.1", "northing": null, "postcode": "", "longitude": "-2.9", "organisation_id": 3}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (4, '2026-11-22 08:21:02.956404+00', 'site.created', 'assets.site', '4', 'Ingleside', '{}', '{"id": 4, "code": "INGLESIDE", "name": "Ingleside", "hours": null, "address": "", "easting": null, "latitude": "54.1", "northing": null, "postcode": "", "longitude": "-2.9", "organisation_id": 2}', 12, 2);
INSERT INTO public.partners_auditentry VALUES (5, '2026-11-22 08:21:02.996017+00', 'asset.created', 'assets.asset', '1', 'Juniper', '{}', '{"id": 1, "code": "JUNIPER", "kind": "room", "name": "Juniper", "hours": null, "active": true, "listed": true, "site_id": 1, "capacity": 20, "features": [], "owner_id": 1, "revision": 0, "part_of_id": null, "description": "", "operator_id": null, "turnaround_minutes": 0}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (6, '2026-11-22 08:21:03.024881+00', 'asset.created', 'assets.asset', '2', 'Kingfisher', '{}', '{"id": 2, "code": "KINGFISHER", "kind": "room", "name": "Kingfisher", "hours": null, "active": true, "listed": true, "site_id": 1, "capacity": 20, "features": [], "owner_id": 1, "revision": 0, "part_of_id": null, "description": "", "operator_id": null, "turnaround_minutes": 0}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (7, '2026-11-22 08:21:03.051447+00', 'asset.created', 'assets.asset', '3', 'Lapwing', '{}', '{"id": 3, "code": "LAPWING", "kind": "drone", "name": "Lapwing", "hours": null, "active": true, "listed": false, "site_id": 2, "capacity": 20, "features": [], "owner_id": 1, "revision": 0, "part_of_id": null, "description": "", "operator_id": null, "turnaround_minutes": 0}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (8, '2026-11-22 08:21:03.080871+00', 'asset.created', 'assets.asset', '4', 'Merlin', '{}', '{"id": 4, "code": "MERLIN", "kind": "room", "name": "Merlin", "hours": null, "active": true, "listed": false, "site_id": 3, "capacity": 20, "features": [], "owner_id": 3, "revision": 0, "part_of_id": null, "description": "", "operator_id": null, "turnaround_minutes": 0}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (9, '2026-11-22 08:21:03.120425+00', 'asset.created', 'assets.asset', '5', 'Nuthatch', '{}', '{"id": 5, "code": "NUTHATCH", "kind": "room", "name": "Nuthatch", "hours": null, "active": true, "listed": true, "site_id": 4, "capacity": 20, "features": [], "owner_id": 2, "revision": 0, "part_of_id": null, "description": "", "operator_id": null, "turnaround_minutes": 0}', 12, 2);
INSERT INTO public.partners_auditentry VALUES (10, '2026-11-22 08:21:03.179261+00', 'blocking.created', 'assets.blocking', '1', 'Maintenance of Juniper', '{}', '{"id": 1, "kind": "maintenance", "reason": "Osprey", "ends_at": "2035-01-08T22:00:00+00:00", "asset_id": 1, "starts_at": "2035-01-08T20:00:00+00:00", "may_override": []}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (11, '2026-11-22 08:21:03.223153+00', 'agreement.created', 'assets.agreement', '1', 'Rooms under MOU-PLOVER', '{}', '{"id": 1, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-PLOVER", "assets": [], "user_id": 3, "owner_id": 1, "priority": 1, "valid_to": null, "reference": "MOU-PLOVER", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 700, "rate_pence_per_mile": 0}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (12, '2026-11-22 08:21:03.230443+00', 'agreement.created', 'assets.agreement', '1', 'Rooms under MOU-PLOVER', '{}', '{"id": 1, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-PLOVER", "assets": [], "user_id": 3, "owner_id": 1, "priority": 1, "valid_to": null, "reference": "MOU-PLOVER", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 700, "rate_pence_per_mile": 0}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (13, '2026-11-22 08:21:03.246457+00', 'agreement.signed', 'assets.agreement', '1', 'Rooms under MOU-PLOVER', '{"signed_on": null}', '{"kinds": ["room"], "assets": [], "signed_on": "2020-04-01"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (14, '2026-11-22 08:21:03.247041+00', 'agreement.signed', 'assets.agreement', '1', 'Rooms under MOU-PLOVER', '{"signed_on": null}', '{"kinds": ["room"], "assets": [], "signed_on": "2020-04-01"}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (15, '2026-11-22 08:21:03.290481+00', 'agreement.created', 'assets.agreement', '2', 'Rooms under MOU-QUAIL', '{}', '{"id": 2, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-QUAIL", "assets": [], "user_id": 4, "owner_id": 1, "priority": 1, "valid_to": null, "reference": "MOU-QUAIL", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 0, "rate_pence_per_mile": 0}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (16, '2026-11-22 08:21:03.294278+00', 'agreement.created', 'assets.agreement', '2', 'Rooms under MOU-QUAIL', '{}', '{"id": 2, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-QUAIL", "assets": [], "user_id": 4, "owner_id": 1, "priority": 1, "valid_to": null, "reference": "MOU-QUAIL", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 0, "rate_pence_per_mile": 0}', 6, 4);
INSERT INTO public.partners_auditentry VALUES (17, '2026-11-22 08:21:03.304261+00', 'agreement.signed', 'assets.agreement', '2', 'Rooms under MOU-QUAIL', '{"signed_on": null}', '{"kinds": ["room"], "assets": [], "signed_on": "2020-04-01"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (18, '2026-11-22 08:21:03.306308+00', 'agreement.signed', 'assets.agreement', '2', 'Rooms under MOU-QUAIL', '{"signed_on": null}', '{"kinds": ["room"], "assets": [], "signed_on": "2020-04-01"}', 6, 4);
INSERT INTO public.partners_auditentry VALUES (19, '2026-11-22 08:21:03.350802+00', 'agreement.created', 'assets.agreement', '3', 'Rooms under MOU-ROWAN', '{}', '{"id": 3, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-ROWAN", "assets": [], "user_id": 4, "owner_id": 3, "priority": 1, "valid_to": null, "reference": "MOU-ROWAN", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 0, "rate_pence_per_mile": 0}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (80, '2026-11-22 08:21:05.359405+00', 'procurement.created', 'procurement.jointprocurement', '1', 'Nettle', '{}', '{"id": 1, "note": "", "route": "framework", "state": "gathering", "title": "Nettle", "months": 6, "lead_id": 1, "revision": 0, "first_month": "2027-04-01", "illustrative": false, "volume_limit_permille": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (20, '2026-11-22 08:21:03.351648+00', 'agreement.created', 'assets.agreement', '3', 'Rooms under MOU-ROWAN', '{}', '{"id": 3, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-ROWAN", "assets": [], "user_id": 4, "owner_id": 3, "priority": 1, "valid_to": null, "reference": "MOU-ROWAN", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 0, "rate_pence_per_mile": 0}', 18, 4);
INSERT INTO public.partners_auditentry VALUES (21, '2026-11-22 08:21:03.363784+00', 'agreement.signed', 'assets.agreement', '3', 'Rooms under MOU-ROWAN', '{"signed_on": null}', '{"kinds": ["room"], "assets": [], "signed_on": "2020-04-01"}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (22, '2026-11-22 08:21:03.366534+00', 'agreement.signed', 'assets.agreement', '3', 'Rooms under MOU-ROWAN', '{"signed_on": null}', '{"kinds": ["room"], "assets": [], "signed_on": "2020-04-01"}', 18, 4);
INSERT INTO public.partners_auditentry VALUES (23, '2026-11-22 08:21:03.404474+00', 'agreement.created', 'assets.agreement', '4', 'Rooms under MOU-SORREL', '{}', '{"id": 4, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-SORREL", "assets": [], "user_id": 3, "owner_id": 1, "priority": 1, "valid_to": null, "reference": "MOU-SORREL", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 0, "rate_pence_per_mile": 0}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (24, '2026-11-22 08:21:03.407785+00', 'agreement.created', 'assets.agreement', '4', 'Rooms under MOU-SORREL', '{}', '{"id": 4, "hours": null, "kinds": ["room"], "title": "Rooms under MOU-SORREL", "assets": [], "user_id": 3, "owner_id": 1, "priority": 1, "valid_to": null, "reference": "MOU-SORREL", "signed_on": null, "cap_period": "", "valid_from": "2020-04-01", "cap_minutes": null, "notice_hours": 0, "kinds_limited": true, "assets_limited": false, "shares_details": false, "rate_pence_per_hour": 0, "rate_pence_per_mile": 0}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (25, '2026-11-22 08:21:03.459421+00', 'booking.created', 'assets.booking', '1', 'Juniper: Teasel', '{}', '{"id": 1, "bundle": null, "status": "confirmed", "ends_at": "2035-01-08T10:00:00+00:00", "purpose": "Teasel", "asset_id": 1, "revision": 0, "round_id": null, "attendees": null, "starts_at": "2035-01-08T09:00:00+00:00", "created_at": "2026-11-22T08:21:03.448393+00:00", "request_id": null, "agreement_id": null, "booked_by_id": 6, "cancelled_at": null, "charge_pence": 0, "cancel_reason": "", "organisation_id": 1, "overrides_blocking": false}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (26, '2026-11-22 08:21:03.523022+00', 'booking.created', 'assets.booking', '2', 'Juniper: Umbel', '{}', '{"id": 2, "bundle": null, "status": "confirmed", "ends_at": "2035-01-08T12:00:00+00:00", "purpose": "Umbel", "asset_id": 1, "revision": 0, "round_id": null, "attendees": null, "starts_at": "2035-01-08T11:00:00+00:00", "created_at": "2026-11-22T08:21:03.515675+00:00", "request_id": null, "agreement_id": 1, "booked_by_id": 18, "cancelled_at": null, "charge_pence": 700, "cancel_reason": "", "organisation_id": 3, "overrides_blocking": false}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (27, '2026-11-22 08:21:03.586569+00', 'booking.created', 'assets.booking', '3', 'Juniper: Vetch', '{}', '{"id": 3, "bundle": null, "status": "confirmed", "ends_at": "2035-01-08T14:00:00+00:00", "purpose": "Vetch", "asset_id": 1, "revision": 0, "round_id": null, "attendees": null, "starts_at": "2035-01-08T13:00:00+00:00", "created_at": "2026-11-22T08:21:03.577531+00:00", "request_id": null, "agreement_id": 2, "booked_by_id": 24, "cancelled_at": null, "charge_pence": 0, "cancel_reason": "", "organisation_id": 4, "overrides_blocking": false}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (28, '2026-11-22 08:21:03.636646+00', 'booking.created', 'assets.booking', '4', 'Merlin: Wagtail', '{}', '{"id": 4, "bundle": null, "status": "confirmed", "ends_at": "2035-01-08T10:00:00+00:00", "purpose": "Wagtail", "asset_id": 4, "revision": 0, "round_id": null, "attendees": null, "starts_at": "2035-01-08T09:00:00+00:00", "created_at": "2026-11-22T08:21:03.628313+00:00", "request_id": null, "agreement_id": null, "booked_by_id": 18, "cancelled_at": null, "charge_pence": 0, "cancel_reason": "", "organisation_id": 3, "overrides_blocking": false}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (29, '2026-11-22 08:21:03.678413+00', 'booking.created', 'assets.booking', '5', 'Lapwing: Xylem', '{}', '{"id": 5, "bundle": null, "status": "confirmed", "ends_at": "2035-01-08T10:00:00+00:00", "purpose": "Xylem", "asset_id": 3, "revision": 0, "round_id": null, "attendees": null, "starts_at": "2035-01-08T09:00:00+00:00", "created_at": "2026-11-22T08:21:03.668171+00:00", "request_id": null, "agreement_id": null, "booked_by_id": 6, "cancelled_at": null, "charge_pence": 0, "cancel_reason": "", "organisation_id": 1, "overrides_blocking": false}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (30, '2026-11-22 08:21:03.722459+00', 'booking.created', 'assets.booking', '6', 'Juniper: Yarrow', '{}', '{"id": 6, "bundle": null, "status": "confirmed", "ends_at": "2035-01-08T16:00:00+00:00", "purpose": "Yarrow", "asset_id": 1, "revision": 0, "round_id": null, "attendees": null, "starts_at": "2035-01-08T15:00:00+00:00", "created_at": "2026-11-22T08:21:03.715157+00:00", "request_id": null, "agreement_id": null, "booked_by_id": 6, "cancelled_at": null, "charge_pence": 0, "cancel_reason": "", "organisation_id": 1, "overrides_blocking": false}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (31, '2026-11-22 08:21:03.742322+00', 'booking.cancelled', 'assets.booking', '6', 'Juniper: Yarrow', '{"status": "confirmed", "revision": 0, "cancelled_at": null, "cancel_reason": ""}', '{"status": "cancelled", "revision": 1, "cancelled_at": "2026-11-22T08:21:03.737951+00:00", "cancel_reason": "Not needed"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (32, '2026-11-22 08:21:03.782398+00', 'round.created', 'assets.round', '1', 'Avocet', '{}', '{"id": 1, "name": "Avocet", "state": "gathering", "run_id": null, "ends_at": "2035-01-15T00:00:00+00:00", "lead_id": 1, "weights": {}, "starts_at": "2035-01-08T00:00:00+00:00", "created_at": "2026-11-22T08:21:03.774357+00:00", "grid_minutes": 15, "participants": [1, 3, 4], "published_at": null, "published_run_id": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (33, '2026-11-22 08:21:03.842375+00', 'request.created', 'assets.bookingrequest', '1', 'Bittern', '{}', '{"id": 1, "title": "Bittern", "status": "draft", "weight": 1, "revision": 0, "round_id": 1, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:03.815936+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 1, "preferred_start": null, "requested_by_id": 6, "duration_minutes": 60, "max_travel_minutes": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (34, '2026-11-22 08:21:03.889801+00', 'request.created', 'assets.bookingrequest', '2', 'Chaffinch', '{}', '{"id": 2, "title": "Chaffinch", "status": "draft", "weight": 1, "revision": 0, "round_id": 1, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:03.874417+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 3, "preferred_start": null, "requested_by_id": 18, "duration_minutes": 60, "max_travel_minutes": null}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (35, '2026-11-22 08:21:03.947015+00', 'request.created', 'assets.bookingrequest', '3', 'Dunlin', '{}', '{"id": 3, "title": "Dunlin", "status": "draft", "weight": 1, "revision": 0, "round_id": 1, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:03.928528+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 3, "preferred_start": null, "requested_by_id": 18, "duration_minutes": 60, "max_travel_minutes": null}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (36, '2026-11-22 08:21:03.96668+00', 'request.submitted', 'assets.bookingrequest', '3', 'Dunlin', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (37, '2026-11-22 08:21:04.026897+00', 'request.created', 'assets.bookingrequest', '4', 'Egret', '{}', '{"id": 4, "title": "Egret", "status": "draft", "weight": 1, "revision": 0, "round_id": 1, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.003737+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 4, "preferred_start": null, "requested_by_id": 24, "duration_minutes": 60, "max_travel_minutes": null}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (38, '2026-11-22 08:21:04.048409+00', 'request.submitted', 'assets.bookingrequest', '4', 'Egret', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (39, '2026-11-22 08:21:04.087819+00', 'round.created', 'assets.round', '2', 'Fulmar', '{}', '{"id": 2, "name": "Fulmar", "state": "gathering", "run_id": null, "ends_at": "2035-01-22T00:00:00+00:00", "lead_id": 1, "weights": {}, "starts_at": "2035-01-15T00:00:00+00:00", "created_at": "2026-11-22T08:21:04.077128+00:00", "grid_minutes": 15, "participants": [1, 3, 4], "published_at": null, "published_run_id": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (40, '2026-11-22 08:21:04.167328+00', 'request.created', 'assets.bookingrequest', '5', 'Gannet', '{}', '{"id": 5, "title": "Gannet", "status": "draft", "weight": 1, "revision": 0, "round_id": 2, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.122643+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 1, "preferred_start": null, "requested_by_id": 6, "duration_minutes": 60, "max_travel_minutes": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (41, '2026-11-22 08:21:04.186419+00', 'request.submitted', 'assets.bookingrequest', '5', 'Gannet', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (42, '2026-11-22 08:21:04.274481+00', 'request.created', 'assets.bookingrequest', '6', 'Heron', '{}', '{"id": 6, "title": "Heron", "status": "draft", "weight": 1, "revision": 0, "round_id": 2, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.247027+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 3, "preferred_start": null, "requested_by_id": 18, "duration_minutes": 60, "max_travel_minutes": null}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (43, '2026-11-22 08:21:04.303234+00', 'request.submitted', 'assets.bookingrequest', '6', 'Heron', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (44, '2026-11-22 08:21:04.362591+00', 'request.created', 'assets.bookingrequest', '7', 'Ibis', '{}', '{"id": 7, "title": "Ibis", "status": "draft", "weight": 1, "revision": 0, "round_id": 2, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.342450+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 4, "preferred_start": null, "requested_by_id": 24, "duration_minutes": 60, "max_travel_minutes": null}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (45, '2026-11-22 08:21:04.376799+00', 'request.submitted', 'assets.bookingrequest', '7', 'Ibis', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (46, '2026-11-22 08:21:04.466438+00', 'run.queued', 'runs.run', '1', 'Fulmar', '{}', '{"seed": 0, "task": "solve", "error": "", "label": "Fulmar", "format": "booking-problem/1", "status": "queued", "workers": 2, "attempts": 0, "split_of": null, "split_rule": "", "seconds_limit": 5, "problem_sha256": "048e69ff62622629e93eb4d8e820074d3ba5d428e6cfd02d5724e2446b61f6a5", "cancel_requested_at": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (47, '2026-11-22 08:21:04.471431+00', 'round.planning', 'assets.round', '2', 'Fulmar', '{"state": "gathering", "run_id": null}', '{"state": "planning", "run_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (48, '2026-11-22 08:21:04.498755+00', 'round.in_review', 'assets.round', '2', 'Fulmar', '{"state": "planning"}', '{"state": "review"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (49, '2026-11-22 08:21:04.611279+00', 'booking.created', 'assets.booking', '7', 'Juniper: Heron', '{}', '{"id": 7, "bundle": "c0d55386-fb6a-4478-b570-8a3deffc7166", "status": "confirmed", "ends_at": "2035-01-15T10:00:00+00:00", "purpose": "Heron", "asset_id": 1, "revision": 0, "round_id": 2, "attendees": null, "starts_at": "2035-01-15T09:00:00+00:00", "created_at": "2026-11-22T08:21:04.601632+00:00", "request_id": 6, "agreement_id": 1, "booked_by_id": 6, "cancelled_at": null, "charge_pence": 700, "cancel_reason": "", "organisation_id": 3, "overrides_blocking": false}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (50, '2026-11-22 08:21:04.614438+00', 'booking.created', 'assets.booking', '8', 'Kingfisher: Ibis', '{}', '{"id": 8, "bundle": "652eb49d-bd22-470d-980e-c087ef3e9985", "status": "confirmed", "ends_at": "2035-01-15T10:00:00+00:00", "purpose": "Ibis", "asset_id": 2, "revision": 0, "round_id": 2, "attendees": null, "starts_at": "2035-01-15T09:00:00+00:00", "created_at": "2026-11-22T08:21:04.612105+00:00", "request_id": 7, "agreement_id": 2, "booked_by_id": 6, "cancelled_at": null, "charge_pence": 0, "cancel_reason": "", "organisation_id": 4, "overrides_blocking": false}', 6, 4);
INSERT INTO public.partners_auditentry VALUES (51, '2026-11-22 08:21:04.623836+00', 'request.placed', 'assets.bookingrequest', '6', 'Heron', '{"status": "submitted"}', '{"status": "placed", "decline_reason": ""}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (52, '2026-11-22 08:21:04.627283+00', 'request.placed', 'assets.bookingrequest', '7', 'Ibis', '{"status": "submitted"}', '{"status": "placed", "decline_reason": ""}', 6, 4);
INSERT INTO public.partners_auditentry VALUES (53, '2026-11-22 08:21:04.635274+00', 'request.declined', 'assets.bookingrequest', '5', 'Gannet', '{"status": "submitted"}', '{"status": "declined", "decline_reason": "taken_by_higher_value"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (54, '2026-11-22 08:21:04.638347+00', 'round.published', 'assets.round', '2', 'Fulmar', '{"state": "review", "published_at": null, "published_run_id": null}', '{"state": "published", "published_at": "2026-11-22T08:21:04.635620+00:00", "published_run_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (55, '2026-11-22 08:21:04.685469+00', 'round.created', 'assets.round', '3', 'Jacana', '{}', '{"id": 3, "name": "Jacana", "state": "gathering", "run_id": null, "ends_at": "2035-01-29T00:00:00+00:00", "lead_id": 1, "weights": {}, "starts_at": "2035-01-22T00:00:00+00:00", "created_at": "2026-11-22T08:21:04.679478+00:00", "grid_minutes": 15, "participants": [1, 3, 4], "published_at": null, "published_run_id": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (56, '2026-11-22 08:21:04.750482+00', 'request.created', 'assets.bookingrequest', '8', 'Kestrel', '{}', '{"id": 8, "title": "Kestrel", "status": "draft", "weight": 1, "revision": 0, "round_id": 3, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.726612+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 1, "preferred_start": null, "requested_by_id": 6, "duration_minutes": 60, "max_travel_minutes": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (57, '2026-11-22 08:21:04.767263+00', 'request.submitted', 'assets.bookingrequest', '8', 'Kestrel', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (58, '2026-11-22 08:21:04.834854+00', 'request.created', 'assets.bookingrequest', '9', 'Linnet', '{}', '{"id": 9, "title": "Linnet", "status": "draft", "weight": 1, "revision": 0, "round_id": 3, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.811135+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 3, "preferred_start": null, "requested_by_id": 18, "duration_minutes": 60, "max_travel_minutes": null}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (59, '2026-11-22 08:21:04.84648+00', 'request.submitted', 'assets.bookingrequest', '9', 'Linnet', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (60, '2026-11-22 08:21:04.910613+00', 'request.created', 'assets.bookingrequest', '10', 'Mallard', '{}', '{"id": 10, "title": "Mallard", "status": "draft", "weight": 1, "revision": 0, "round_id": 3, "attendees": null, "reference": "", "created_at": "2026-11-22T08:21:04.889622+00:00", "repeat_days": [0], "alternatives": [], "decline_text": "", "near_site_id": null, "decline_reason": "", "organisation_id": 4, "preferred_start": null, "requested_by_id": 24, "duration_minutes": 60, "max_travel_minutes": null}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (61, '2026-11-22 08:21:04.934457+00', 'request.submitted', 'assets.bookingrequest', '10', 'Mallard', '{"status": "draft", "revision": 0}', '{"status": "submitted", "revision": 1}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (62, '2026-11-22 08:21:05.010389+00', 'run.queued', 'runs.run', '2', 'Jacana', '{}', '{"seed": 0, "task": "solve", "error": "", "label": "Jacana", "format": "booking-problem/1", "status": "queued", "workers": 2, "attempts": 0, "split_of": null, "split_rule": "", "seconds_limit": 5, "problem_sha256": "db2ffa3223115e4c8ba873563208b93d08e7f35f635fad00c9347573ac4b92fc", "cancel_requested_at": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (63, '2026-11-22 08:21:05.018407+00', 'round.planning', 'assets.round', '3', 'Jacana', '{"state": "gathering", "run_id": null}', '{"state": "planning", "run_id": 2}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (64, '2026-11-22 08:21:05.046433+00', 'token.created', 'partners.apitoken', '1', 'Zephyr (bp_pXlq_Qx…)', '{}', '{"id": 1, "hint": "bp_pXlq_Qx", "name": "Zephyr", "roles": ["partnership_administrator"], "scopes": ["assets:read"], "account_id": 25, "created_at": "2026-11-22T08:21:05.041546+00:00", "expires_at": "2026-12-22T08:21:05.033171+00:00", "revoked_at": null, "last_used_at": null, "created_by_id": 6, "organisation_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (65, '2026-11-22 08:21:05.061377+00', 'authority.set_up', 'procurement.contractingauthority', '1', 'Alderbeck Service', '{}', '{"id": 1, "code": "ALDER", "organisation_id": 1, "threshold_class": "sub_central", "vat_recoverable": false}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (66, '2026-11-22 08:21:05.086957+00', 'budget.set', 'procurement.budget', '1', 'Alderbeck Service: revenue 2027/28', '{}', '{"id": 1, "kind": "revenue", "starts_in": 2027, "amount_pence": 765432111, "authority_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (67, '2026-11-22 08:21:05.101551+00', 'authority.set_up', 'procurement.contractingauthority', '2', 'Borrowdale Service', '{}', '{"id": 2, "code": "BORROW", "organisation_id": 2, "threshold_class": "sub_central", "vat_recoverable": false}', 12, 2);
INSERT INTO public.partners_auditentry VALUES (68, '2026-11-22 08:21:05.120444+00', 'authority.set_up', 'procurement.contractingauthority', '3', 'Calderdale Service', '{}', '{"id": 3, "code": "CALDER", "organisation_id": 3, "threshold_class": "sub_central", "vat_recoverable": true}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (69, '2026-11-22 08:21:05.146543+00', 'budget.set', 'procurement.budget', '2', 'Calderdale Service: revenue 2027/28', '{}', '{"id": 2, "kind": "revenue", "starts_in": 2027, "amount_pence": 654321722, "authority_id": 3}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (70, '2026-11-22 08:21:05.159978+00', 'authority.set_up', 'procurement.contractingauthority', '4', 'Derwentside Service', '{}', '{"id": 4, "code": "DERWENT", "organisation_id": 4, "threshold_class": "sub_central", "vat_recoverable": false}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (71, '2026-11-22 08:21:05.183058+00', 'budget.set', 'procurement.budget', '3', 'Derwentside Service: revenue 2027/28', '{}', '{"id": 3, "kind": "revenue", "starts_in": 2027, "amount_pence": 543217633, "authority_id": 4}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (72, '2026-11-22 08:21:05.197008+00', 'name.confirmed', 'procurement.namemapping', '1', 'old coaching inn = Derwentside Service', '{}', '{"id": 1, "written": "old coaching inn", "owner_id": 1, "authority_id": 4, "confirmed_at": "2026-11-22T08:21:05.196191+00:00", "confirmed_by_id": 6}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (73, '2026-11-22 08:21:05.221576+00', 'item.created', 'procurement.item', '1', 'Xerophyte', '{}', '{"id": 1, "cpv": "33182100-0", "code": "ITEM-1", "kind": "revenue", "name": "Xerophyte", "unit": "each", "critical": false, "owner_id": 1, "vat_permille": 200, "holding_permille": 35, "reference_price_e4": 9999900, "vat_contracted_out": false, "specification_version": "1"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (74, '2026-11-22 08:21:05.246351+00', 'supplier.created', 'procurement.supplier', '1', 'Yucca', '{}', '{"id": 1, "sme": false, "code": "SUP-1", "name": "Yucca", "owner_id": 1, "delivery_pence": 4321, "order_cost_pence": 12345}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (75, '2026-11-22 08:21:05.249365+00', 'framework.created', 'procurement.framework', '1', 'Zedoary', '{}', '{"id": 1, "code": "FW-1", "name": "Zedoary", "owner_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (76, '2026-11-22 08:21:05.271923+00', 'lot.created', 'procurement.lot', '1', 'Zedoary, 1', '{}', '{"id": 1, "code": "1", "name": "", "term_to": "2029-04-01", "term_from": "2027-04-01", "spent_pence": 0, "supplier_id": 1, "framework_id": 1, "ceiling_pence": 900000000}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (77, '2026-11-22 08:21:05.285672+00', 'lot.entitled', 'procurement.lot', '1', 'Zedoary, 1', '{"entitled": []}', '{"entitled": ["ALDER", "CALDER", "DERWENT"]}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (78, '2026-11-22 08:21:05.304524+00', 'delivery_charge.set', 'procurement.deliverycharge', '1', 'Yucca to Derwentside Service', '{}', '{"id": 1, "pence": 4444, "supplier_id": 1, "authority_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (79, '2026-11-22 08:21:05.331954+00', 'commitment.set', 'procurement.commitment', '1', 'Alderbeck Service to Yucca, 2027/28', '{}', '{"id": 1, "starts_in": 2027, "supplier_id": 1, "authority_id": 1, "minimum_pence": 8765432, "shortfall_permille": 100}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (81, '2026-11-22 08:21:05.389645+00', 'participation.created', 'procurement.participation', '1', 'Alderbeck Service in Nettle', '{}', '{"id": 1, "state": "committed", "authority_id": 1, "procurement_id": 1}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (82, '2026-11-22 08:21:05.412684+00', 'procurement.created', 'procurement.jointprocurement', '2', 'Oleander', '{}', '{"id": 2, "note": "", "route": "framework", "state": "gathering", "title": "Oleander", "months": 6, "lead_id": 2, "revision": 0, "first_month": "2027-04-01", "illustrative": false, "volume_limit_permille": null}', 12, 2);
INSERT INTO public.partners_auditentry VALUES (83, '2026-11-22 08:21:05.434469+00', 'participation.created', 'procurement.participation', '2', 'Borrowdale Service in Oleander', '{}', '{"id": 2, "state": "committed", "authority_id": 2, "procurement_id": 2}', 12, 2);
INSERT INTO public.partners_auditentry VALUES (84, '2026-11-22 08:21:05.452931+00', 'procurement.created', 'procurement.jointprocurement', '3', 'Primrose', '{}', '{"id": 3, "note": "", "route": "framework", "state": "gathering", "title": "Primrose", "months": 9, "lead_id": 1, "revision": 0, "first_month": "2027-04-01", "illustrative": false, "volume_limit_permille": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (85, '2026-11-22 08:21:05.475834+00', 'participation.created', 'procurement.participation', '3', 'Alderbeck Service in Primrose', '{}', '{"id": 3, "state": "committed", "authority_id": 1, "procurement_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (86, '2026-11-22 08:21:05.520042+00', 'demand.created', 'procurement.demandline', '1', '41 x Xerophyte for Alderbeck Service by August 2027', '{}', '{"id": 1, "note": "Ragwort note", "item_id": 1, "need_by": "2027-08-01", "earliest": "2027-05-01", "quantity": 41, "cost_centre": "Ragwort", "authority_id": 1, "procurement_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (87, '2026-11-22 08:21:05.556183+00', 'baseline.set', 'procurement.baseline', '1', 'Xerophyte at Alderbeck Service alone', '{}', '{"id": 1, "source": "Ragwort ledger", "item_id": 1, "price_e4": 9876500, "quantity": 1, "authority_id": 1, "procurement_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (88, '2026-11-22 08:21:05.57726+00', 'participation.created', 'procurement.participation', '4', 'Calderdale Service in Primrose', '{}', '{"id": 4, "state": "indicative", "authority_id": 3, "procurement_id": 3}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (89, '2026-11-22 08:21:05.61052+00', 'participation.committed', 'procurement.participation', '4', 'Calderdale Service in Primrose', '{"state": "indicative"}', '{"state": "committed"}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (90, '2026-11-22 08:21:05.649721+00', 'demand.created', 'procurement.demandline', '2', '53 x Xerophyte for Calderdale Service by August 2027', '{}', '{"id": 2, "note": "Samphire note", "item_id": 1, "need_by": "2027-08-01", "earliest": "2027-05-01", "quantity": 53, "cost_centre": "Samphire", "authority_id": 3, "procurement_id": 3}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (91, '2026-11-22 08:21:05.68775+00', 'baseline.set', 'procurement.baseline', '2', 'Xerophyte at Calderdale Service alone', '{}', '{"id": 2, "source": "Samphire ledger", "item_id": 1, "price_e4": 9765400, "quantity": 1, "authority_id": 3, "procurement_id": 3}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (92, '2026-11-22 08:21:05.720546+00', 'participation.created', 'procurement.participation', '5', 'Derwentside Service in Primrose', '{}', '{"id": 5, "state": "indicative", "authority_id": 4, "procurement_id": 3}', 6, 4);
INSERT INTO public.partners_auditentry VALUES (93, '2026-11-22 08:21:05.753577+00', 'participation.committed', 'procurement.participation', '5', 'Derwentside Service in Primrose', '{"state": "indicative"}', '{"state": "committed"}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (94, '2026-11-22 08:21:05.792431+00', 'demand.created', 'procurement.demandline', '3', '67 x Xerophyte for Derwentside Service by August 2027', '{}', '{"id": 3, "note": "Tansy note", "item_id": 1, "need_by": "2027-08-01", "earliest": "2027-05-01", "quantity": 67, "cost_centre": "Tansy", "authority_id": 4, "procurement_id": 3}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (95, '2026-11-22 08:21:05.840341+00', 'baseline.set', 'procurement.baseline', '3', 'Xerophyte at Derwentside Service alone', '{}', '{"id": 3, "source": "Tansy ledger", "item_id": 1, "price_e4": 9654300, "quantity": 1, "authority_id": 4, "procurement_id": 3}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (96, '2026-11-22 08:21:05.886137+00', 'bid.created', 'procurement.bid', '1', 'Yucca (Zedoary, 1)', '{}', '{"id": 1, "lot_id": 1, "valid_to": null, "valid_from": null, "supplier_id": 1, "procurement_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (97, '2026-11-22 08:21:05.92195+00', 'bid_line.created', 'procurement.bidline', '1', 'Xerophyte from Yucca (Zedoary, 1)', '{}', '{"id": 1, "bid_id": 1, "item_id": 1, "minimum": 0, "multiple": 1, "tier_kind": "all_units", "own_volume": null, "lead_months": 1, "capacity_per_month": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (98, '2026-11-22 08:21:05.9734+00', 'bid_line.tiers_set', 'procurement.bidline', '1', 'Xerophyte from Yucca (Zedoary, 1)', '{"tiers": []}', '{"tiers": [[1, 8612300], [100, 8023100]]}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (99, '2026-11-22 08:21:06.027102+00', 'bid.discounts_set', 'procurement.bid', '1', 'Yucca (Zedoary, 1)', '{"discounts": []}', '{"discounts": [{"basis": "spend", "scope": "supplier", "permille": 13, "threshold": 100000}]}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (100, '2026-11-22 08:21:06.06402+00', 'award_rule.created', 'procurement.awardrule', '1', 'At most this many suppliers: 3', '{}', '{"id": 1, "kind": "max_suppliers", "value": 3, "permille": null, "price_pence": null, "supplier_id": null, "procurement_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (101, '2026-11-22 08:21:06.091663+00', 'scenario.created', 'procurement.scenario', '1', 'Primrose as it is', '{}', '{"id": 1, "name": "Primrose as it is", "note": "", "run_id": null, "created_at": "2026-11-22T08:21:06.088991+00:00", "apply_tiers": true, "copied_from_id": null, "procurement_id": 3, "respect_budgets": true, "include_indicative": true, "volume_limit_permille": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (102, '2026-11-22 08:21:06.254512+00', 'run.queued', 'runs.run', '3', 'Primrose: Primrose as it is', '{}', '{"seed": 0, "task": "solve", "error": "", "label": "Primrose: Primrose as it is", "format": "batch-problem/1", "status": "queued", "workers": 2, "attempts": 0, "split_of": null, "split_rule": "", "seconds_limit": 5, "problem_sha256": "8892158f96e8101cb1f3832bddd2f4171e1ef4ba4197bbfa314c4c255fe74081", "cancel_requested_at": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (103, '2026-11-22 08:21:06.266448+00', 'scenario.solving', 'procurement.scenario', '1', 'Primrose as it is', '{"run_id": null}', '{"run_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (104, '2026-11-22 08:21:07.434543+00', 'award.made', 'procurement.award', '1', 'Award of Primrose', '{}', '{"id": 1, "run_id": 3, "undone_at": null, "awarded_at": "2026-11-22T08:21:07.433163+00:00", "cost_pence": 15055284, "scenario_id": 1, "undone_by_id": null, "awarded_by_id": 6, "procurement_id": 3}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (105, '2026-11-22 08:21:07.50253+00', 'procurement.moved', 'procurement.jointprocurement', '3', 'Primrose', '{"state": "gathering"}', '{"state": "awarded"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (106, '2026-11-22 08:21:07.552842+00', 'procurement.created', 'procurement.jointprocurement', '4', 'Quince', '{}', '{"id": 4, "note": "", "route": "framework", "state": "gathering", "title": "Quince", "months": 9, "lead_id": 1, "revision": 0, "first_month": "2027-04-01", "illustrative": false, "volume_limit_permille": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (107, '2026-11-22 08:21:07.582462+00', 'participation.created', 'procurement.participation', '6', 'Alderbeck Service in Quince', '{}', '{"id": 6, "state": "committed", "authority_id": 1, "procurement_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (108, '2026-11-22 08:21:07.62753+00', 'demand.created', 'procurement.demandline', '4', '41 x Xerophyte for Alderbeck Service by August 2027', '{}', '{"id": 4, "note": "Ursinia note", "item_id": 1, "need_by": "2027-08-01", "earliest": "2027-05-01", "quantity": 41, "cost_centre": "Ursinia", "authority_id": 1, "procurement_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (109, '2026-11-22 08:21:07.684513+00', 'baseline.set', 'procurement.baseline', '4', 'Xerophyte at Alderbeck Service alone', '{}', '{"id": 4, "source": "Ursinia ledger", "item_id": 1, "price_e4": 9876500, "quantity": 1, "authority_id": 1, "procurement_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (110, '2026-11-22 08:21:07.722634+00', 'participation.created', 'procurement.participation', '7', 'Calderdale Service in Quince', '{}', '{"id": 7, "state": "indicative", "authority_id": 3, "procurement_id": 4}', 6, 3);
INSERT INTO public.partners_auditentry VALUES (111, '2026-11-22 08:21:07.760816+00', 'participation.committed', 'procurement.participation', '7', 'Calderdale Service in Quince', '{"state": "indicative"}', '{"state": "committed"}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (112, '2026-11-22 08:21:07.806791+00', 'demand.created', 'procurement.demandline', '5', '53 x Xerophyte for Calderdale Service by August 2027', '{}', '{"id": 5, "note": "Violet note", "item_id": 1, "need_by": "2027-08-01", "earliest": "2027-05-01", "quantity": 53, "cost_centre": "Violet", "authority_id": 3, "procurement_id": 4}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (113, '2026-11-22 08:21:07.859662+00', 'baseline.set', 'procurement.baseline', '5', 'Xerophyte at Calderdale Service alone', '{}', '{"id": 5, "source": "Violet ledger", "item_id": 1, "price_e4": 9765400, "quantity": 1, "authority_id": 3, "procurement_id": 4}', 18, 3);
INSERT INTO public.partners_auditentry VALUES (114, '2026-11-22 08:21:07.901609+00', 'participation.created', 'procurement.participation', '8', 'Derwentside Service in Quince', '{}', '{"id": 8, "state": "indicative", "authority_id": 4, "procurement_id": 4}', 6, 4);
INSERT INTO public.partners_auditentry VALUES (115, '2026-11-22 08:21:07.946324+00', 'participation.committed', 'procurement.participation', '8', 'Derwentside Service in Quince', '{"state": "indicative"}', '{"state": "committed"}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (116, '2026-11-22 08:21:07.985349+00', 'demand.created', 'procurement.demandline', '6', '67 x Xerophyte for Derwentside Service by August 2027', '{}', '{"id": 6, "note": "Woodruff note", "item_id": 1, "need_by": "2027-08-01", "earliest": "2027-05-01", "quantity": 67, "cost_centre": "Woodruff", "authority_id": 4, "procurement_id": 4}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (117, '2026-11-22 08:21:08.046525+00', 'baseline.set', 'procurement.baseline', '6', 'Xerophyte at Derwentside Service alone', '{}', '{"id": 6, "source": "Woodruff ledger", "item_id": 1, "price_e4": 9654300, "quantity": 1, "authority_id": 4, "procurement_id": 4}', 24, 4);
INSERT INTO public.partners_auditentry VALUES (118, '2026-11-22 08:21:08.093459+00', 'bid.created', 'procurement.bid', '2', 'Yucca (Zedoary, 1)', '{}', '{"id": 2, "lot_id": 1, "valid_to": null, "valid_from": null, "supplier_id": 1, "procurement_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (119, '2026-11-22 08:21:08.120765+00', 'bid_line.created', 'procurement.bidline', '2', 'Xerophyte from Yucca (Zedoary, 1)', '{}', '{"id": 2, "bid_id": 2, "item_id": 1, "minimum": 0, "multiple": 1, "tier_kind": "all_units", "own_volume": null, "lead_months": 1, "capacity_per_month": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (120, '2026-11-22 08:21:08.169226+00', 'bid_line.tiers_set', 'procurement.bidline', '2', 'Xerophyte from Yucca (Zedoary, 1)', '{"tiers": []}', '{"tiers": [[1, 8612300], [100, 8023100]]}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (121, '2026-11-22 08:21:08.203685+00', 'bid.discounts_set', 'procurement.bid', '2', 'Yucca (Zedoary, 1)', '{"discounts": []}', '{"discounts": [{"basis": "spend", "scope": "supplier", "permille": 13, "threshold": 100000}]}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (122, '2026-11-22 08:21:08.231217+00', 'award_rule.created', 'procurement.awardrule', '2', 'At most this many suppliers: 3', '{}', '{"id": 2, "kind": "max_suppliers", "value": 3, "permille": null, "price_pence": null, "supplier_id": null, "procurement_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (123, '2026-11-22 08:21:08.254453+00', 'scenario.created', 'procurement.scenario', '2', 'Quince as it is', '{}', '{"id": 2, "name": "Quince as it is", "note": "", "run_id": null, "created_at": "2026-11-22T08:21:08.248769+00:00", "apply_tiers": true, "copied_from_id": null, "procurement_id": 4, "respect_budgets": true, "include_indicative": true, "volume_limit_permille": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (124, '2026-11-22 08:21:08.357488+00', 'run.queued', 'runs.run', '4', 'Quince: Quince as it is', '{}', '{"seed": 0, "task": "solve", "error": "", "label": "Quince: Quince as it is", "format": "batch-problem/1", "status": "queued", "workers": 2, "attempts": 0, "split_of": null, "split_rule": "", "seconds_limit": 5, "problem_sha256": "1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da", "cancel_requested_at": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (125, '2026-11-22 08:21:08.366667+00', 'scenario.solving', 'procurement.scenario', '2', 'Quince as it is', '{"run_id": null}', '{"run_id": 4}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (126, '2026-11-22 08:21:08.561827+00', 'run.queued', 'runs.run', '5', 'Quince: Quince as it is, sharing the cost', '{}', '{"seed": 0, "task": "split", "error": "", "label": "Quince: Quince as it is, sharing the cost", "format": "batch-problem/1", "status": "queued", "workers": 2, "attempts": 0, "split_of": 4, "split_rule": "proportional", "seconds_limit": 20, "problem_sha256": "1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da", "cancel_requested_at": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (127, '2026-11-22 08:21:08.570365+00', 'scenario.splitting', 'procurement.scenario', '2', 'Quince as it is', '{}', '{"run": 5, "plan": 4, "rule": "proportional"}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (128, '2026-11-22 08:21:08.798916+00', 'run.queued', 'runs.run', '6', 'Quince: Quince as it is, sharing the cost', '{}', '{"seed": 0, "task": "split", "error": "", "label": "Quince: Quince as it is, sharing the cost", "format": "batch-problem/1", "status": "queued", "workers": 2, "attempts": 0, "split_of": 4, "split_rule": "shapley", "seconds_limit": 20, "problem_sha256": "1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da", "cancel_requested_at": null}', 6, 1);
INSERT INTO public.partners_auditentry VALUES (129, '2026-11-22 08:21:08.805274+00', 'scenario.splitting', 'procurement.scenario', '2', 'Quince as it is', '{}', '{"run": 6, "plan": 4, "rule": "shapley"}', 6, 1);
INSERT INTO public.partners_membership VALUES (1, 'viewer', 1, 1);
INSERT INTO public.partners_membership VALUES (2, 'booker', 2, 1);
INSERT INTO public.partners_membership VALUES (3, 'station_manager', 3, 1);
INSERT INTO public.partners_membership VALUES (4, 'procurement_lead', 4, 1);
INSERT INTO public.partners_membership VALUES (5, 'finance', 5, 1);
INSERT INTO public.partners_membership VALUES (6, 'partnership_administrator', 6, 1);
INSERT INTO public.partners_membership VALUES (7, 'viewer', 7, 2);
INSERT INTO public.partners_membership VALUES (8, 'booker', 8, 2);
INSERT INTO public.partners_membership VALUES (9, 'station_manager', 9, 2);
INSERT INTO public.partners_membership VALUES (10, 'procurement_lead', 10, 2);
INSERT INTO public.partners_membership VALUES (11, 'finance', 11, 2);
INSERT INTO public.partners_membership VALUES (12, 'partnership_administrator', 12, 2);
INSERT INTO public.partners_membership VALUES (13, 'viewer', 13, 3);
INSERT INTO public.partners_membership VALUES (14, 'booker', 14, 3);
INSERT INTO public.partners_membership VALUES (15, 'station_manager', 15, 3);
INSERT INTO public.partners_membership VALUES (16, 'procurement_lead', 16, 3);
INSERT INTO public.partners_membership VALUES (17, 'finance', 17, 3);
INSERT INTO public.partners_membership VALUES (18, 'partnership_administrator', 18, 3);
INSERT INTO public.partners_membership VALUES (19, 'viewer', 19, 4);
INSERT INTO public.partners_membership VALUES (20, 'booker', 20, 4);
INSERT INTO public.partners_membership VALUES (21, 'station_manager', 21, 4);
INSERT INTO public.partners_membership VALUES (22, 'procurement_lead', 22, 4);
INSERT INTO public.partners_membership VALUES (23, 'finance', 23, 4);
INSERT INTO public.partners_membership VALUES (24, 'partnership_administrator', 24, 4);
INSERT INTO public.partners_membership VALUES (25, 'partnership_administrator', 25, 1);
INSERT INTO public.partners_organisation VALUES (1, 'Alderbeck Service', 'Alderbeck', 'fire_service', '', '');
INSERT INTO public.partners_organisation VALUES (2, 'Borrowdale Service', 'Borrowdale', 'council', '', '');
INSERT INTO public.partners_organisation VALUES (3, 'Calderdale Service', 'Calderdale', 'police_force', '', '');
INSERT INTO public.partners_organisation VALUES (4, 'Derwentside Service', 'Derwentside', 'ambulance_trust', '', '');
INSERT INTO public.partners_partnership VALUES (1, 'Windermere');
INSERT INTO public.partners_partnership_organisations VALUES (1, 1, 1);
INSERT INTO public.partners_partnership_organisations VALUES (2, 1, 3);
INSERT INTO public.partners_partnership_organisations VALUES (3, 1, 4);
INSERT INTO public.partners_user VALUES (1, 'md5$Z67ecep1XbeJ5vmpv02Tlc$edb039e7bb61e9431cafad300ad6e298', NULL, false, 'viewer@alderbeck.example', 'Alderbeck Viewer', false, true, '2026-11-22 08:21:02.767475+00');
INSERT INTO public.partners_user VALUES (2, 'md5$fvpV1pQ86SPiyuVga35Vos$c38db7973e072ee95e8e16741fdc10fd', NULL, false, 'booker@alderbeck.example', 'Alderbeck Booker', false, true, '2026-11-22 08:21:02.794436+00');
INSERT INTO public.partners_user VALUES (3, 'md5$VaBuZ2zNO8O8IdMZePtOGi$bd962b07f30beb74c9f3ff9cfb55f8f5', NULL, false, 'station_manager@alderbeck.example', 'Alderbeck Station manager', false, true, '2026-11-22 08:21:02.795349+00');
INSERT INTO public.partners_user VALUES (4, 'md5$W3F1o5mHlOSbrXJmZ2317Q$08b254009740ce77fa3b64bcb5a29b18', NULL, false, 'procurement_lead@alderbeck.example', 'Alderbeck Procurement lead', false, true, '2026-11-22 08:21:02.802306+00');
INSERT INTO public.partners_user VALUES (5, 'md5$QLQ1xquI4QvizlGKhN9sNK$fe51b2a01218a0ea3a550b1b04e68183', NULL, false, 'finance@alderbeck.example', 'Alderbeck Finance', false, true, '2026-11-22 08:21:02.803268+00');
INSERT INTO public.partners_user VALUES (6, 'md5$ArnYEXgfJKrBiSvClNlbU0$a8f28d5310ae69fce2e4f3402949211b', NULL, false, 'partnership_administrator@alderbeck.example', 'Alderbeck Partnership administrator', false, true, '2026-11-22 08:21:02.803867+00');
INSERT INTO public.partners_user VALUES (7, 'md5$6lZImkRfY5pFdhxHyhMAHS$2b1096a22dd36cfcf795ecdfffdf2829', NULL, false, 'viewer@borrowdale.example', 'Borrowdale Viewer', false, true, '2026-11-22 08:21:02.80711+00');
INSERT INTO public.partners_user VALUES (8, 'md5$SGiVtCZ6b8TpvAwWqCERtm$02bf1c798e648e172a45cbaf302d0502', NULL, false, 'booker@borrowdale.example', 'Borrowdale Booker', false, true, '2026-11-22 08:21:02.807682+00');
INSERT INTO public.partners_user VALUES (9, 'md5$lTBcqyi8kcwKUawGbwU7Ah$5bf9c8659b8b82f2f549ed3b57071808', NULL, false, 'station_manager@borrowdale.example', 'Borrowdale Station manager', false, true, '2026-11-22 08:21:02.81035+00');
INSERT INTO public.partners_user VALUES (10, 'md5$4nOCVJHbyBASyMzBVy7IcI$2a1345f50142c4849d2e6110bdf078dd', NULL, false, 'procurement_lead@borrowdale.example', 'Borrowdale Procurement lead', false, true, '2026-11-22 08:21:02.813306+00');
INSERT INTO public.partners_user VALUES (11, 'md5$TyEEqWZgvPp6nGeqAkdYuU$78580b6376bf10169207e64df714847d', NULL, false, 'finance@borrowdale.example', 'Borrowdale Finance', false, true, '2026-11-22 08:21:02.813895+00');
INSERT INTO public.partners_user VALUES (12, 'md5$MwYUsY5ro0friv9jmwhijx$c7920ee4f34a750fe71459a7421f5c6e', NULL, false, 'partnership_administrator@borrowdale.example', 'Borrowdale Partnership administrator', false, true, '2026-11-22 08:21:02.818369+00');
INSERT INTO public.partners_user VALUES (13, 'md5$2CKvBvzpP7igy4rqJ1xUrV$73f6343c8e0557993ca36ee64b7d66ec', NULL, false, 'viewer@calderdale.example', 'Calderdale Viewer', false, true, '2026-11-22 08:21:02.823112+00');
INSERT INTO public.partners_user VALUES (14, 'md5$Li3eXFwrpnMKgKME0yBiqv$dafa8b04151407dbfaafe71eea6acb99', NULL, false, 'booker@calderdale.example', 'Calderdale Booker', false, true, '2026-11-22 08:21:02.823679+00');
INSERT INTO public.partners_user VALUES (15, 'md5$hn3jj0kG1GcI5RgRm9wDc2$2f2495000c5532003784215c076df511', NULL, false, 'station_manager@calderdale.example', 'Calderdale Station manager', false, true, '2026-11-22 08:21:02.824211+00');
INSERT INTO public.partners_user VALUES (16, 'md5$7rNf4C9OHGnwDHKsNm6Brb$e596560271c9eaad995368beef7eaa29', NULL, false, 'procurement_lead@calderdale.example', 'Calderdale Procurement lead', false, true, '2026-11-22 08:21:02.824724+00');
INSERT INTO public.partners_user VALUES (17, 'md5$orwtgHJf7FqLRfeRg5p9Oj$40a8ea1e4575a76c27d71eee81e1f786', NULL, false, 'finance@calderdale.example', 'Calderdale Finance', false, true, '2026-11-22 08:21:02.834476+00');
INSERT INTO public.partners_user VALUES (18, 'md5$cpEdgX0RWzUTeNwXhsX4mZ$37605094106d1ffd95014130b242c58b', NULL, false, 'partnership_administrator@calderdale.example', 'Calderdale Partnership administrator', false, true, '2026-11-22 08:21:02.835208+00');
INSERT INTO public.partners_user VALUES (19, 'md5$gQFng41fm8cIT5qIm9ZjOa$a20a382d32f4726a0f28b032f13091c8', NULL, false, 'viewer@derwentside.example', 'Derwentside Viewer', false, true, '2026-11-22 08:21:02.836041+00');
INSERT INTO public.partners_user VALUES (20, 'md5$OLNkSjLONFmEGT3UA5Hadx$016addd9ce9bd63508f9b99ecbe61aa3', NULL, false, 'booker@derwentside.example', 'Derwentside Booker', false, true, '2026-11-22 08:21:02.836581+00');
INSERT INTO public.partners_user VALUES (21, 'md5$euUmKhbyXWirq87HPSZHSd$374b8c8a1c0d073f66e4470774d1570a', NULL, false, 'station_manager@derwentside.example', 'Derwentside Station manager', false, true, '2026-11-22 08:21:02.837105+00');
INSERT INTO public.partners_user VALUES (22, 'md5$uJAD6x4D1iWlr73ioxyBYa$ce8a1c6be65591e8f03053fe6ec36fdb', NULL, false, 'procurement_lead@derwentside.example', 'Derwentside Procurement lead', false, true, '2026-11-22 08:21:02.846333+00');
INSERT INTO public.partners_user VALUES (23, 'md5$nrhDRdmdqlTZzSDMorkSiA$71482829f445dadaee476778a4f69cd5', NULL, false, 'finance@derwentside.example', 'Derwentside Finance', false, true, '2026-11-22 08:21:02.849005+00');
INSERT INTO public.partners_user VALUES (24, 'md5$94E9AbwIDLdCvTO2WJQ6nR$bdba84c0e06fd549442ee69a151c299b', NULL, false, 'partnership_administrator@derwentside.example', 'Derwentside Partnership administrator', false, true, '2026-11-22 08:21:02.849601+00');
INSERT INTO public.partners_user VALUES (25, '!SmW9WdlzQxUEwm0sKXTY9HLoypeqZrW3DCWWhhHL', NULL, false, 'token-65de86a283694555@service.invalid', 'Zephyr (API)', true, true, '2026-11-22 08:21:05.038506+00');
INSERT INTO public.procurement_allocation VALUES (1, 41, 3289471, 1, 1);
INSERT INTO public.procurement_allocation VALUES (2, 53, 4252243, 2, 1);
INSERT INTO public.procurement_allocation VALUES (3, 67, 5375477, 3, 1);
INSERT INTO public.procurement_award VALUES (1, 15055284, '2026-11-22 08:21:07.433163+00', NULL, 6, 3, NULL, 3, 1);
INSERT INTO public.procurement_awardrule VALUES (1, 'max_suppliers', 3, NULL, NULL, 3, NULL);
INSERT INTO public.procurement_awardrule VALUES (2, 'max_suppliers', 3, NULL, NULL, 4, NULL);
INSERT INTO public.procurement_baseline VALUES (1, 9876500, 1, 'Ragwort ledger', 1, 1, 3);
INSERT INTO public.procurement_baseline VALUES (2, 9765400, 1, 'Samphire ledger', 3, 1, 3);
INSERT INTO public.procurement_baseline VALUES (3, 9654300, 1, 'Tansy ledger', 4, 1, 3);
INSERT INTO public.procurement_baseline VALUES (4, 9876500, 1, 'Ursinia ledger', 1, 1, 4);
INSERT INTO public.procurement_baseline VALUES (5, 9765400, 1, 'Violet ledger', 3, 1, 4);
INSERT INTO public.procurement_baseline VALUES (6, 9654300, 1, 'Woodruff ledger', 4, 1, 4);
INSERT INTO public.procurement_bid VALUES (1, NULL, NULL, 3, 1, 1);
INSERT INTO public.procurement_bid VALUES (2, NULL, NULL, 4, 1, 1);
INSERT INTO public.procurement_bidline VALUES (1, 'all_units', 1, 0, 1, NULL, NULL, 1, 1);
INSERT INTO public.procurement_bidline VALUES (2, 'all_units', 1, 0, 1, NULL, NULL, 2, 1);
INSERT INTO public.procurement_budget VALUES (1, 2027, 'revenue', 765432111, 1);
INSERT INTO public.procurement_budget VALUES (2, 2027, 'revenue', 654321722, 3);
INSERT INTO public.procurement_budget VALUES (3, 2027, 'revenue', 543217633, 4);
INSERT INTO public.procurement_buyercost VALUES (1, 3289471, 3144, 4321, 657894, 0, 547596, 42763, 0, 4459663, 4731453, 4049365, 1, 1);
INSERT INTO public.procurement_buyercost VALUES (2, 4252243, 4064, 4321, 0, 0, 0, 55279, 0, 4205349, 4521846, 5175662, 1, 3);
INSERT INTO public.procurement_buyercost VALUES (3, 5375477, 5137, 4444, 1075095, 0, 0, 69881, 0, 6390272, 6866065, 6468381, 1, 4);
INSERT INTO public.procurement_calloff VALUES (1, 'A1-001-ALDER', 'draft', 3289471, 3144, 4321, 657894, NULL, 1, 1);
INSERT INTO public.procurement_calloff VALUES (2, 'A1-001-CALDER', 'draft', 4252243, 4064, 4321, 0, NULL, 3, 1);
INSERT INTO public.procurement_calloff VALUES (3, 'A1-001-DERWENT', 'draft', 5375477, 5137, 4444, 1075095, NULL, 4, 1);
INSERT INTO public.procurement_commitment VALUES (1, 2027, 8765432, 100, 1, 1);
INSERT INTO public.procurement_contractingauthority VALUES (1, 'ALDER', false, 'sub_central', 1);
INSERT INTO public.procurement_contractingauthority VALUES (2, 'BORROW', false, 'sub_central', 2);
INSERT INTO public.procurement_contractingauthority VALUES (3, 'CALDER', true, 'sub_central', 3);
INSERT INTO public.procurement_contractingauthority VALUES (4, 'DERWENT', false, 'sub_central', 4);
INSERT INTO public.procurement_costshare VALUES (1, 4459663, 4731453, 1, 1);
INSERT INTO public.procurement_costshare VALUES (2, 4205349, 4521846, 3, 1);
INSERT INTO public.procurement_costshare VALUES (3, 6390272, 6866065, 4, 1);
INSERT INTO public.procurement_costsplit VALUES (1, 'batch-price', true, 1);
INSERT INTO public.procurement_deliverycharge VALUES (1, 4444, 4, 1);
INSERT INTO public.procurement_demandline VALUES (1, 41, '2027-05-01', '2027-08-01', 'Ragwort', 'Ragwort note', 1, 1, 3);
INSERT INTO public.procurement_demandline VALUES (2, 53, '2027-05-01', '2027-08-01', 'Samphire', 'Samphire note', 3, 1, 3);
INSERT INTO public.procurement_demandline VALUES (3, 67, '2027-05-01', '2027-08-01', 'Tansy', 'Tansy note', 4, 1, 3);
INSERT INTO public.procurement_demandline VALUES (4, 41, '2027-05-01', '2027-08-01', 'Ursinia', 'Ursinia note', 1, 1, 4);
INSERT INTO public.procurement_demandline VALUES (5, 53, '2027-05-01', '2027-08-01', 'Violet', 'Violet note', 3, 1, 4);
INSERT INTO public.procurement_demandline VALUES (6, 67, '2027-05-01', '2027-08-01', 'Woodruff', 'Woodruff note', 4, 1, 4);
INSERT INTO public.procurement_discount VALUES (1, 'supplier', 'spend', 100000, 13, 1);
INSERT INTO public.procurement_discount VALUES (2, 'supplier', 'spend', 100000, 13, 2);
INSERT INTO public.procurement_framework VALUES (1, 'FW-1', 'Zedoary', 1);
INSERT INTO public.procurement_item VALUES (1, 'ITEM-1', 'Xerophyte', '33182100-0', 'each', '1', 'revenue', 9999900, 200, false, 35, false, 1);
INSERT INTO public.procurement_jointprocurement VALUES (1, 'Nettle', '2027-04-01', 6, 'gathering', 'framework', NULL, false, '', 0, 1);
INSERT INTO public.procurement_jointprocurement VALUES (2, 'Oleander', '2027-04-01', 6, 'gathering', 'framework', NULL, false, '', 0, 2);
INSERT INTO public.procurement_jointprocurement VALUES (3, 'Primrose', '2027-04-01', 9, 'awarded', 'framework', NULL, false, '', 17, 1);
INSERT INTO public.procurement_jointprocurement VALUES (4, 'Quince', '2027-04-01', 9, 'gathering', 'framework', NULL, false, '', 18, 1);
INSERT INTO public.procurement_lot VALUES (1, '1', '', 900000000, 0, '2027-04-01', '2029-04-01', 1, 1);
INSERT INTO public.procurement_lot_entitled VALUES (1, 1, 1);
INSERT INTO public.procurement_lot_entitled VALUES (2, 1, 3);
INSERT INTO public.procurement_lot_entitled VALUES (3, 1, 4);
INSERT INTO public.procurement_namemapping VALUES (1, 'old coaching inn', '2026-11-22 08:21:05.196191+00', 4, 6, 1);
INSERT INTO public.procurement_orderline VALUES (1, 161, 0, 12917191, 1, 1);
INSERT INTO public.procurement_participation VALUES (1, 'committed', 1, 1);
INSERT INTO public.procurement_participation VALUES (2, 'committed', 2, 2);
INSERT INTO public.procurement_participation VALUES (3, 'committed', 1, 3);
INSERT INTO public.procurement_participation VALUES (4, 'committed', 3, 3);
INSERT INTO public.procurement_participation VALUES (5, 'committed', 4, 3);
INSERT INTO public.procurement_participation VALUES (6, 'committed', 1, 4);
INSERT INTO public.procurement_participation VALUES (7, 'committed', 3, 4);
INSERT INTO public.procurement_participation VALUES (8, 'committed', 4, 4);
INSERT INTO public.procurement_pricetier VALUES (1, 1, 8612300, 1);
INSERT INTO public.procurement_pricetier VALUES (2, 100, 8023100, 1);
INSERT INTO public.procurement_pricetier VALUES (3, 1, 8612300, 2);
INSERT INTO public.procurement_pricetier VALUES (4, 100, 8023100, 2);
INSERT INTO public.procurement_purchasebatch VALUES (1, 1, '2027-07-01', 1, 1, 1);
INSERT INTO public.procurement_saving VALUES (1, 'cash_releasing', 'best_contract', 518322, 1, 1);
INSERT INTO public.procurement_saving VALUES (2, 'cash_releasing', 'volume_break', 241572, 1, 1);
INSERT INTO public.procurement_saving VALUES (3, 'cash_releasing', 'rebate', 42763, 1, 1);
INSERT INTO public.procurement_saving VALUES (4, 'cash_releasing', 'best_contract', 611143, 3, 1);
INSERT INTO public.procurement_saving VALUES (5, 'cash_releasing', 'volume_break', 312276, 3, 1);
INSERT INTO public.procurement_saving VALUES (6, 'cash_releasing', 'rebate', 55279, 3, 1);
INSERT INTO public.procurement_saving VALUES (7, 'cash_releasing', 'best_contract', 698140, 4, 1);
INSERT INTO public.procurement_saving VALUES (8, 'cash_releasing', 'volume_break', 394764, 4, 1);
INSERT INTO public.procurement_saving VALUES (9, 'cash_releasing', 'rebate', 69881, 4, 1);
INSERT INTO public.procurement_scenario VALUES (1, 'Primrose as it is', '', true, true, true, NULL, '2026-11-22 08:21:06.088991+00', NULL, 3, 3);
INSERT INTO public.procurement_scenario VALUES (2, 'Quince as it is', '', true, true, true, NULL, '2026-11-22 08:21:08.248769+00', NULL, 4, 4);
INSERT INTO public.procurement_supplier VALUES (1, 'SUP-1', 'Yucca', false, 12345, 4321, 1);
INSERT INTO public.runs_run VALUES (1, 'booking-problem/1', 'Fulmar', '{"sites": [{"id": "1", "latitude": 54.1, "longitude": -2.9}, {"id": "2", "latitude": 54.1, "longitude": -2.9}, {"id": "3", "latitude": 54.1, "longitude": -2.9}], "assets": [{"id": "1", "kind": "room", "open": [[0, 10080]], "site": "1", "owner": "1", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}, {"id": "2", "kind": "room", "open": [[0, 10080]], "site": "1", "owner": "1", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}, {"id": "3", "kind": "drone", "open": [[0, 10080]], "site": "2", "owner": "1", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}, {"id": "4", "kind": "room", "open": [[0, 10080]], "site": "3", "owner": "3", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}], "format": "booking-problem/1", "ends_at": "2035-01-22T00:00:00+00:00", "requests": [{"id": "5", "needs": [{"kind": "room", "count": 1, "features": [], "capacity_min": 1}], "weight": 1, "repeats": [0], "windows": [[540, 720]], "organisation": "1", "duration_minutes": 60, "preferred_assets": []}, {"id": "6", "needs": [{"kind": "room", "count": 1, "features": [], "capacity_min": 1}], "weight": 1, "repeats": [0], "windows": [[540, 720]], "organisation": "3", "duration_minutes": 60, "preferred_assets": []}, {"id": "7", "needs": [{"kind": "room", "count": 1, "features": [], "capacity_min": 1}], "weight": 1, "repeats": [0], "windows": [[540, 720]], "organisation": "4", "duration_minutes": 60, "preferred_assets": []}], "starts_at": "2035-01-15T00:00:00+00:00", "agreements": [{"id": "0000000001", "user": "3", "kinds": ["room"], "owner": "1", "assets": null, "windows": null, "cap_minutes": null, "rate_pence_per_hour": 700}, {"id": "0000000002", "user": "4", "kinds": ["room"], "owner": "1", "assets": null, "windows": null, "cap_minutes": null, "rate_pence_per_hour": 0}, {"id": "0000000003", "user": "4", "kinds": ["room"], "owner": "3", "assets": null, "windows": null, "cap_minutes": null, "rate_pence_per_hour": 0}], "grid_minutes": 15, "organisations": [{"id": "1"}, {"id": "3"}, {"id": "4"}]}', '048e69ff62622629e93eb4d8e820074d3ba5d428e6cfd02d5724e2446b61f6a5', '{"gap": 0.000508646998982706, "seed": 0, "bound": 1966, "parts": {"moved": 0, "shift": 0, "charge": 35, "travel": 0, "accepted": 2000, "fairness": 0, "other_asset": 0}, "score": 1965, "format": "booking-solution/1", "solver": "by hand", "status": "feasible", "seconds": 0.1, "declined": [{"text": "Every room is taken.", "reason": "taken_by_higher_value", "request": "5", "blockers": ["6", "7"], "alternatives": []}], "progress": [], "placements": [{"start": 540, "assets": [["1"]], "request": "6", "agreements": ["0000000001"]}, {"start": 540, "assets": [["2"]], "request": "7", "agreements": ["0000000002"]}], "organisations": [{"id": "1", "accepted": 0, "requested": 1000}, {"id": "3", "accepted": 1000, "requested": 1000}, {"id": "4", "accepted": 1000, "requested": 1000}], "problem_sha256": "048e69ff62622629e93eb4d8e820074d3ba5d428e6cfd02d5724e2446b61f6a5"}', 'feasible', 5, 0, 2, 6144, '', '{}', '[]', NULL, 0, NULL, NULL, NULL, '', '2026-11-22 08:21:04.458813+00', NULL, '2026-11-22 08:21:04.477209+00', 6, 1, NULL, '', 'solve');
INSERT INTO public.runs_run VALUES (2, 'booking-problem/1', 'Jacana', '{"sites": [{"id": "1", "latitude": 54.1, "longitude": -2.9}, {"id": "2", "latitude": 54.1, "longitude": -2.9}, {"id": "3", "latitude": 54.1, "longitude": -2.9}], "assets": [{"id": "1", "kind": "room", "open": [[0, 10080]], "site": "1", "owner": "1", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}, {"id": "2", "kind": "room", "open": [[0, 10080]], "site": "1", "owner": "1", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}, {"id": "3", "kind": "drone", "open": [[0, 10080]], "site": "2", "owner": "1", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}, {"id": "4", "kind": "room", "open": [[0, 10080]], "site": "3", "owner": "3", "blocked": [], "capacity": 20, "features": [], "conflicts_with": [], "turnaround_minutes": 0}], "format": "booking-problem/1", "ends_at": "2035-01-29T00:00:00+00:00", "requests": [{"id": "8", "needs": [{"kind": "room", "count": 1, "features": [], "capacity_min": 1}], "weight": 1, "repeats": [0], "windows": [[540, 720]], "organisation": "1", "duration_minutes": 60, "preferred_assets": []}, {"id": "9", "needs": [{"kind": "room", "count": 1, "features": [], "capacity_min": 1}], "weight": 1, "repeats": [0], "windows": [[540, 720]], "organisation": "3", "duration_minutes": 60, "preferred_assets": []}, {"id": "10", "needs": [{"kind": "room", "count": 1, "features": [], "capacity_min": 1}], "weight": 1, "repeats": [0], "windows": [[540, 720]], "organisation": "4", "duration_minutes": 60, "preferred_assets": []}], "starts_at": "2035-01-22T00:00:00+00:00", "agreements": [{"id": "0000000001", "user": "3", "kinds": ["room"], "owner": "1", "assets": null, "windows": null, "cap_minutes": null, "rate_pence_per_hour": 700}, {"id": "0000000002", "user": "4", "kinds": ["room"], "owner": "1", "assets": null, "windows": null, "cap_minutes": null, "rate_pence_per_hour": 0}, {"id": "0000000003", "user": "4", "kinds": ["room"], "owner": "3", "assets": null, "windows": null, "cap_minutes": null, "rate_pence_per_hour": 0}], "grid_minutes": 15, "organisations": [{"id": "1"}, {"id": "3"}, {"id": "4"}]}', 'db2ffa3223115e4c8ba873563208b93d08e7f35f635fad00c9347573ac4b92fc', '{"gap": 0.000508646998982706, "seed": 0, "bound": 1966, "parts": {"moved": 0, "shift": 0, "charge": 35, "travel": 0, "accepted": 2000, "fairness": 0, "other_asset": 0}, "score": 1965, "format": "booking-solution/1", "solver": "by hand", "status": "feasible", "seconds": 0.1, "declined": [{"text": "Every room is taken.", "reason": "taken_by_higher_value", "request": "8", "blockers": ["9", "10"], "alternatives": []}], "progress": [], "placements": [{"start": 540, "assets": [["1"]], "request": "9", "agreements": ["0000000001"]}, {"start": 540, "assets": [["2"]], "request": "10", "agreements": ["0000000002"]}], "organisations": [{"id": "1", "accepted": 0, "requested": 1000}, {"id": "3", "accepted": 1000, "requested": 1000}, {"id": "4", "accepted": 1000, "requested": 1000}], "problem_sha256": "db2ffa3223115e4c8ba873563208b93d08e7f35f635fad00c9347573ac4b92fc"}', 'feasible', 5, 0, 2, 6144, '', '{}', '[]', NULL, 0, NULL, NULL, NULL, '', '2026-11-22 08:21:05.007097+00', NULL, '2026-11-22 08:21:05.020139+00', 6, 1, NULL, '', 'solve');
INSERT INTO public.runs_run VALUES (3, 'batch-problem/1', 'Primrose: Primrose as it is', '{"lots": [{"id": "L1", "entitled": ["ALDER", "CALDER", "DERWENT"], "supplier": "SUP-1", "to_month": 9, "framework": "FW-1", "from_month": 0, "ceiling_pence": 900000000}], "items": [{"id": "ITEM-1", "kind": "revenue", "critical": false, "vat_permille": 200, "reference_price_e4": 9999900, "holding_permille_per_year": 35}], "rules": [{"kind": "max_suppliers", "items": null, "value": 3}], "demand": [{"id": "D1", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 41, "authority": "ALDER"}, {"id": "D2", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 53, "authority": "CALDER"}, {"id": "D3", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 67, "authority": "DERWENT"}], "format": "batch-problem/1", "months": 9, "offers": [{"id": "O1", "lot": "L1", "item": "ITEM-1", "tiers": [{"price_e4": 8612300, "from_quantity": 1}, {"price_e4": 8023100, "from_quantity": 100}], "minimum": 0, "multiple": 1, "tier_kind": "all_units", "valid_for": null, "lead_months": 1, "capacity_per_month": null}], "rebates": [{"tiers": [{"permille": 13, "from_pence": 100000}], "supplier": "SUP-1"}], "suppliers": [{"id": "SUP-1", "sme": false, "delivery_pence": {"ALDER": 4321, "CALDER": 4321, "DERWENT": 4444}, "order_cost_pence": 12345}], "authorities": [{"id": "ALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 765432111}], "vat_recoverable": false}, {"id": "CALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 654321722}], "vat_recoverable": true}, {"id": "DERWENT", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 543217633}], "vat_recoverable": false}], "commitments": [{"id": "C1", "year": "2027/28", "supplier": "SUP-1", "authority": "ALDER", "minimum_pence": 8765432, "shortfall_permille": 100}], "first_month": "2027-04"}', '8892158f96e8101cb1f3832bddd2f4171e1ef4ba4197bbfa314c4c255fe74081', '{"gap": 0.00000019926558675346144, "seed": 0, "parts": {"vat": 1732989, "goods": 12917191, "order": 12345, "holding": 0, "rebates": 167923, "delivery": 13086, "shortfall": 547596, "broken_rules": 0}, "format": "batch-solution/1", "orders": [{"month": 3, "offer": "O1", "quantity": 161, "allocations": [{"demand": "D1", "quantity": 41}, {"demand": "D2", "quantity": 53}, {"demand": "D3", "quantity": 67}], "goods_pence": 12917191}], "solver": "bluepool batches 1 (HiGHS)", "status": "optimal", "seconds": 0.962, "conflict": [], "progress": [{"gap": 1.0, "bound": 0, "score": 15055284, "seconds": 0.001}, {"gap": 0.00000019926558675346144, "bound": 15055281, "score": 15055284, "seconds": 0.802}], "cost_pence": 15055284, "authorities": [{"id": "ALDER", "pays_pence": 4459663, "alone_pence": 4731453}, {"id": "CALDER", "pays_pence": 4205349, "alone_pence": 4521846}, {"id": "DERWENT", "pays_pence": 6390272, "alone_pence": 6866065}], "bound_pence": 15055281, "broken_rules": [], "problem_sha256": "8892158f96e8101cb1f3832bddd2f4171e1ef4ba4197bbfa314c4c255fe74081"}', 'optimal', 5, 0, 2, 6144, '', '{}', '[]', NULL, 0, '2026-11-22 08:21:07.233737+00', NULL, NULL, '', '2026-11-22 08:21:06.248367+00', '2026-11-22 08:21:07.233737+00', '2026-11-22 08:21:07.233737+00', 6, 1, NULL, '', 'solve');
INSERT INTO public.runs_run VALUES (4, 'batch-problem/1', 'Quince: Quince as it is', '{"lots": [{"id": "L2", "entitled": ["ALDER", "CALDER", "DERWENT"], "supplier": "SUP-1", "to_month": 9, "framework": "FW-1", "from_month": 0, "ceiling_pence": 887082809}], "items": [{"id": "ITEM-1", "kind": "revenue", "critical": false, "vat_permille": 200, "reference_price_e4": 9999900, "holding_permille_per_year": 35}], "rules": [{"kind": "max_suppliers", "items": null, "value": 3}], "demand": [{"id": "D4", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 41, "authority": "ALDER"}, {"id": "D5", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 53, "authority": "CALDER"}, {"id": "D6", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 67, "authority": "DERWENT"}], "format": "batch-problem/1", "months": 9, "offers": [{"id": "O2", "lot": "L2", "item": "ITEM-1", "tiers": [{"price_e4": 8612300, "from_quantity": 1}, {"price_e4": 8023100, "from_quantity": 100}], "minimum": 0, "multiple": 1, "tier_kind": "all_units", "valid_for": null, "lead_months": 1, "capacity_per_month": null}], "rebates": [{"tiers": [{"permille": 13, "from_pence": 100000}], "supplier": "SUP-1"}], "suppliers": [{"id": "SUP-1", "sme": false, "delivery_pence": {"ALDER": 4321, "CALDER": 4321, "DERWENT": 4444}, "order_cost_pence": 12345}], "authorities": [{"id": "ALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 761484746}], "vat_recoverable": false}, {"id": "CALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 650069479}], "vat_recoverable": true}, {"id": "DERWENT", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 536767061}], "vat_recoverable": false}], "commitments": [{"id": "C1", "year": "2027/28", "supplier": "SUP-1", "authority": "ALDER", "minimum_pence": 8765432, "shortfall_permille": 100}], "first_month": "2027-04"}', '1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da', '{"gap": 0.00000019926558675346144, "seed": 0, "parts": {"vat": 1732989, "goods": 12917191, "order": 12345, "holding": 0, "rebates": 167923, "delivery": 13086, "shortfall": 547596, "broken_rules": 0}, "format": "batch-solution/1", "orders": [{"month": 3, "offer": "O2", "quantity": 161, "allocations": [{"demand": "D4", "quantity": 41}, {"demand": "D5", "quantity": 53}, {"demand": "D6", "quantity": 67}], "goods_pence": 12917191}], "solver": "bluepool batches 1 (HiGHS)", "status": "optimal", "seconds": 0.159, "conflict": [], "progress": [{"gap": 1.0, "bound": 0, "score": 15055284, "seconds": 0.001}, {"gap": 0.00000019926558675346144, "bound": 15055281, "score": 15055284, "seconds": 0.047}], "cost_pence": 15055284, "authorities": [{"id": "ALDER", "pays_pence": 4459663, "alone_pence": 4731453}, {"id": "CALDER", "pays_pence": 4205349, "alone_pence": 4521846}, {"id": "DERWENT", "pays_pence": 6390272, "alone_pence": 6866065}], "bound_pence": 15055281, "broken_rules": [], "problem_sha256": "1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da"}', 'optimal', 5, 0, 2, 6144, '', '{}', '[]', NULL, 0, '2026-11-22 08:21:08.527127+00', NULL, NULL, '', '2026-11-22 08:21:08.356472+00', '2026-11-22 08:21:08.527127+00', '2026-11-22 08:21:08.527127+00', 6, 1, NULL, '', 'solve');
INSERT INTO public.runs_run VALUES (5, 'batch-problem/1', 'Quince: Quince as it is, sharing the cost', '{"lots": [{"id": "L2", "entitled": ["ALDER", "CALDER", "DERWENT"], "supplier": "SUP-1", "to_month": 9, "framework": "FW-1", "from_month": 0, "ceiling_pence": 887082809}], "items": [{"id": "ITEM-1", "kind": "revenue", "critical": false, "vat_permille": 200, "reference_price_e4": 9999900, "holding_permille_per_year": 35}], "rules": [{"kind": "max_suppliers", "items": null, "value": 3}], "demand": [{"id": "D4", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 41, "authority": "ALDER"}, {"id": "D5", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 53, "authority": "CALDER"}, {"id": "D6", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 67, "authority": "DERWENT"}], "format": "batch-problem/1", "months": 9, "offers": [{"id": "O2", "lot": "L2", "item": "ITEM-1", "tiers": [{"price_e4": 8612300, "from_quantity": 1}, {"price_e4": 8023100, "from_quantity": 100}], "minimum": 0, "multiple": 1, "tier_kind": "all_units", "valid_for": null, "lead_months": 1, "capacity_per_month": null}], "rebates": [{"tiers": [{"permille": 13, "from_pence": 100000}], "supplier": "SUP-1"}], "suppliers": [{"id": "SUP-1", "sme": false, "delivery_pence": {"ALDER": 4321, "CALDER": 4321, "DERWENT": 4444}, "order_cost_pence": 12345}], "authorities": [{"id": "ALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 761484746}], "vat_recoverable": false}, {"id": "CALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 650069479}], "vat_recoverable": true}, {"id": "DERWENT", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 536767061}], "vat_recoverable": false}], "commitments": [{"id": "C1", "year": "2027/28", "supplier": "SUP-1", "authority": "ALDER", "minimum_pence": 8765432, "shortfall_permille": 100}], "first_month": "2027-04"}', '1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da', '{"core": {"proven": true, "in_core": false, "excess_pence": 37401, "worst_coalition": ["CALDER", "DERWENT"]}, "rule": "proportional", "format": "split/1", "coalitions": {"pruned": 2, "solved": 4}, "cost_pence": 15055284, "authorities": [{"id": "ALDER", "pays_pence": 4419118, "alone_pence": 4731453, "saves_pence": 312335}, {"id": "CALDER", "pays_pence": 4223347, "alone_pence": 4521846, "saves_pence": 298499}, {"id": "DERWENT", "pays_pence": 6412819, "alone_pence": 6866065, "saves_pence": 453246}], "problem_sha256": "1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da", "shapley_error_pence": null}', 'feasible', 20, 0, 2, 6144, '', '{}', '[]', NULL, 0, '2026-11-22 08:21:08.759171+00', NULL, NULL, '', '2026-11-22 08:21:08.558847+00', '2026-11-22 08:21:08.759171+00', '2026-11-22 08:21:08.759171+00', 6, 1, 4, 'proportional', 'split');
INSERT INTO public.runs_run VALUES (6, 'batch-problem/1', 'Quince: Quince as it is, sharing the cost', '{"lots": [{"id": "L2", "entitled": ["ALDER", "CALDER", "DERWENT"], "supplier": "SUP-1", "to_month": 9, "framework": "FW-1", "from_month": 0, "ceiling_pence": 887082809}], "items": [{"id": "ITEM-1", "kind": "revenue", "critical": false, "vat_permille": 200, "reference_price_e4": 9999900, "holding_permille_per_year": 35}], "rules": [{"kind": "max_suppliers", "items": null, "value": 3}], "demand": [{"id": "D4", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 41, "authority": "ALDER"}, {"id": "D5", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 53, "authority": "CALDER"}, {"id": "D6", "item": "ITEM-1", "need_by": 4, "earliest": 1, "quantity": 67, "authority": "DERWENT"}], "format": "batch-problem/1", "months": 9, "offers": [{"id": "O2", "lot": "L2", "item": "ITEM-1", "tiers": [{"price_e4": 8612300, "from_quantity": 1}, {"price_e4": 8023100, "from_quantity": 100}], "minimum": 0, "multiple": 1, "tier_kind": "all_units", "valid_for": null, "lead_months": 1, "capacity_per_month": null}], "rebates": [{"tiers": [{"permille": 13, "from_pence": 100000}], "supplier": "SUP-1"}], "suppliers": [{"id": "SUP-1", "sme": false, "delivery_pence": {"ALDER": 4321, "CALDER": 4321, "DERWENT": 4444}, "order_cost_pence": 12345}], "authorities": [{"id": "ALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 761484746}], "vat_recoverable": false}, {"id": "CALDER", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 650069479}], "vat_recoverable": true}, {"id": "DERWENT", "budgets": [{"kind": "revenue", "year": "2027/28", "pence": 536767061}], "vat_recoverable": false}], "commitments": [{"id": "C1", "year": "2027/28", "supplier": "SUP-1", "authority": "ALDER", "minimum_pence": 8765432, "shortfall_permille": 100}], "first_month": "2027-04"}', '1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da', '{"core": {"proven": true, "in_core": true, "excess_pence": 0, "worst_coalition": []}, "rule": "shapley", "format": "split/1", "coalitions": {"pruned": 0, "solved": 6}, "cost_pence": 15055284, "authorities": [{"id": "ALDER", "pays_pence": 4501384, "alone_pence": 4731453, "saves_pence": 230069}, {"id": "CALDER", "pays_pence": 4268964, "alone_pence": 4521846, "saves_pence": 252882}, {"id": "DERWENT", "pays_pence": 6284936, "alone_pence": 6866065, "saves_pence": 581129}], "problem_sha256": "1bc7f67854c4bc3d28cfa7d5cbd4718cc5f227f7eec8547e4bb7143068ac04da", "shapley_error_pence": 0}', 'feasible', 20, 0, 2, 6144, '', '{}', '[]', NULL, 0, '2026-11-22 08:21:09.063218+00', NULL, NULL, '', '2026-11-22 08:21:08.791963+00', '2026-11-22 08:21:09.063218+00', '2026-11-22 08:21:09.063218+00', 6, 1, 4, 'shapley', 'split');
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.api_idempotencykey_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_agreement_assets_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_agreement_id_seq', 4, true);
SELECT pg_catalog.setval('public.assets_agreementkind_id_seq', 4, true);
SELECT pg_catalog.setval('public.assets_asset_features_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_asset_id_seq', 5, true);
SELECT pg_catalog.setval('public.assets_blocking_id_seq', 1, true);
SELECT pg_catalog.setval('public.assets_blocking_may_override_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_booking_id_seq', 8, true);
SELECT pg_catalog.setval('public.assets_bookingrequest_id_seq', 10, true);
SELECT pg_catalog.setval('public.assets_bookingrequest_preferred_assets_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_feature_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_hold_id_seq', 8, true);
SELECT pg_catalog.setval('public.assets_requestneed_features_id_seq', 1, false);
SELECT pg_catalog.setval('public.assets_requestneed_id_seq', 10, true);
SELECT pg_catalog.setval('public.assets_requestwindow_id_seq', 10, true);
SELECT pg_catalog.setval('public.assets_round_id_seq', 3, true);
SELECT pg_catalog.setval('public.assets_round_participants_id_seq', 9, true);
SELECT pg_catalog.setval('public.assets_site_id_seq', 4, true);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 224, true);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 56, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 53, true);
SELECT pg_catalog.setval('public.partners_apitoken_id_seq', 1, true);
SELECT pg_catalog.setval('public.partners_auditentry_id_seq', 129, true);
SELECT pg_catalog.setval('public.partners_membership_id_seq', 25, true);
SELECT pg_catalog.setval('public.partners_organisation_id_seq', 4, true);
SELECT pg_catalog.setval('public.partners_partnership_id_seq', 1, true);
SELECT pg_catalog.setval('public.partners_partnership_organisations_id_seq', 3, true);
SELECT pg_catalog.setval('public.partners_user_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.partners_user_id_seq', 25, true);
SELECT pg_catalog.setval('public.partners_user_user_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.procurement_allocation_id_seq', 3, true);
SELECT pg_catalog.setval('public.procurement_award_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_awardrule_id_seq', 2, true);
SELECT pg_catalog.setval('public.procurement_awardrule_items_id_seq', 1, false);
SELECT pg_catalog.setval('public.procurement_baseline_id_seq', 6, true);
SELECT pg_catalog.setval('public.procurement_bid_id_seq', 2, true);
SELECT pg_catalog.setval('public.procurement_bidline_id_seq', 2, true);
SELECT pg_catalog.setval('public.procurement_bidline_valid_for_id_seq', 1, false);
SELECT pg_catalog.setval('public.procurement_budget_id_seq', 3, true);
SELECT pg_catalog.setval('public.procurement_buyercost_id_seq', 3, true);
SELECT pg_catalog.setval('public.procurement_calloff_id_seq', 3, true);
SELECT pg_catalog.setval('public.procurement_commitment_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_contractingauthority_id_seq', 4, true);
SELECT pg_catalog.setval('public.procurement_costshare_id_seq', 3, true);
SELECT pg_catalog.setval('public.procurement_costsplit_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_deliverycharge_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_demandline_id_seq', 6, true);
SELECT pg_catalog.setval('public.procurement_discount_id_seq', 2, true);
SELECT pg_catalog.setval('public.procurement_framework_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_item_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_jointprocurement_id_seq', 4, true);
SELECT pg_catalog.setval('public.procurement_lot_entitled_id_seq', 3, true);
SELECT pg_catalog.setval('public.procurement_lot_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_namemapping_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_orderline_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_participation_id_seq', 8, true);
SELECT pg_catalog.setval('public.procurement_pricetier_id_seq', 4, true);
SELECT pg_catalog.setval('public.procurement_purchasebatch_id_seq', 1, true);
SELECT pg_catalog.setval('public.procurement_saving_id_seq', 9, true);
SELECT pg_catalog.setval('public.procurement_scenario_id_seq', 2, true);
SELECT pg_catalog.setval('public.procurement_scenariorule_id_seq', 1, false);
SELECT pg_catalog.setval('public.procurement_supplier_id_seq', 1, true);
SELECT pg_catalog.setval('public.runs_run_id_seq', 6, true);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_agreementkind
    ADD CONSTRAINT agreement_names_a_kind_once UNIQUE (agreement_id, kind);
ALTER TABLE ONLY public.assets_agreement
    ADD CONSTRAINT agreement_reference_is_unique UNIQUE (owner_id, reference);
ALTER TABLE ONLY public.procurement_allocation
    ADD CONSTRAINT allocation_is_one_for_order_and_demand UNIQUE (order_line_id, demand_line_id);
ALTER TABLE ONLY public.api_idempotencykey
    ADD CONSTRAINT api_idempotencykey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT asset_code_is_unique UNIQUE (owner_id, code);
ALTER TABLE ONLY public.assets_agreement_assets
    ADD CONSTRAINT assets_agreement_assets_agreement_id_asset_id_bd0771ee_uniq UNIQUE (agreement_id, asset_id);
ALTER TABLE ONLY public.assets_agreement_assets
    ADD CONSTRAINT assets_agreement_assets_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_agreement
    ADD CONSTRAINT assets_agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_agreementkind
    ADD CONSTRAINT assets_agreementkind_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_asset_features
    ADD CONSTRAINT assets_asset_features_asset_id_feature_id_5a99fb89_uniq UNIQUE (asset_id, feature_id);
ALTER TABLE ONLY public.assets_asset_features
    ADD CONSTRAINT assets_asset_features_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT assets_asset_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_blocking_may_override
    ADD CONSTRAINT assets_blocking_may_override_blocking_id_user_id_20b9aa69_uniq UNIQUE (blocking_id, user_id);
ALTER TABLE ONLY public.assets_blocking_may_override
    ADD CONSTRAINT assets_blocking_may_override_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_blocking
    ADD CONSTRAINT assets_blocking_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_bookingrequest
    ADD CONSTRAINT assets_bookingrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_bookingrequest_preferred_assets
    ADD CONSTRAINT assets_bookingrequest_pr_bookingrequest_id_asset__247bcddb_uniq UNIQUE (bookingrequest_id, asset_id);
ALTER TABLE ONLY public.assets_bookingrequest_preferred_assets
    ADD CONSTRAINT assets_bookingrequest_preferred_assets_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_feature
    ADD CONSTRAINT assets_feature_code_key UNIQUE (code);
ALTER TABLE ONLY public.assets_feature
    ADD CONSTRAINT assets_feature_name_key UNIQUE (name);
ALTER TABLE ONLY public.assets_feature
    ADD CONSTRAINT assets_feature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_hold
    ADD CONSTRAINT assets_hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_requestneed_features
    ADD CONSTRAINT assets_requestneed_featu_requestneed_id_feature_i_01644129_uniq UNIQUE (requestneed_id, feature_id);
ALTER TABLE ONLY public.assets_requestneed_features
    ADD CONSTRAINT assets_requestneed_features_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_requestneed
    ADD CONSTRAINT assets_requestneed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_requestwindow
    ADD CONSTRAINT assets_requestwindow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_round_participants
    ADD CONSTRAINT assets_round_participant_round_id_organisation_id_7fcef072_uniq UNIQUE (round_id, organisation_id);
ALTER TABLE ONLY public.assets_round_participants
    ADD CONSTRAINT assets_round_participants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_round
    ADD CONSTRAINT assets_round_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_site
    ADD CONSTRAINT assets_site_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_baseline
    ADD CONSTRAINT baseline_is_given_once UNIQUE (procurement_id, authority_id, item_id, source);
ALTER TABLE ONLY public.procurement_purchasebatch
    ADD CONSTRAINT batch_number_is_unique UNIQUE (award_id, number);
ALTER TABLE ONLY public.procurement_bidline
    ADD CONSTRAINT bid_line_is_given_once UNIQUE (bid_id, item_id);
ALTER TABLE ONLY public.procurement_budget
    ADD CONSTRAINT budget_is_given_once UNIQUE (authority_id, starts_in, kind);
ALTER TABLE ONLY public.procurement_buyercost
    ADD CONSTRAINT buyer_cost_is_one_for_a_buyer UNIQUE (award_id, authority_id);
ALTER TABLE ONLY public.procurement_calloff
    ADD CONSTRAINT call_off_is_one_for_a_buyer UNIQUE (batch_id, authority_id);
ALTER TABLE ONLY public.procurement_commitment
    ADD CONSTRAINT commitment_is_given_once UNIQUE (authority_id, supplier_id, starts_in);
ALTER TABLE ONLY public.procurement_costshare
    ADD CONSTRAINT cost_share_is_one_for_a_buyer UNIQUE (split_id, authority_id);
ALTER TABLE ONLY public.procurement_costsplit
    ADD CONSTRAINT cost_split_is_one_for_a_rule UNIQUE (award_id, rule);
ALTER TABLE ONLY public.procurement_deliverycharge
    ADD CONSTRAINT delivery_charge_is_given_once UNIQUE (supplier_id, authority_id);
ALTER TABLE ONLY public.procurement_discount
    ADD CONSTRAINT discount_starts_once UNIQUE (bid_id, scope, basis, threshold);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assets_hold
    ADD CONSTRAINT hold_is_one_per_booking_and_asset UNIQUE (booking_id, asset_id);
ALTER TABLE ONLY public.assets_hold
    ADD CONSTRAINT hold_no_overlap EXCLUDE USING gist (asset_id WITH =, tstzrange(starts_at, busy_until, '[)'::text) WITH &&);
ALTER TABLE ONLY public.api_idempotencykey
    ADD CONSTRAINT idempotency_key_is_unique UNIQUE (principal_id, key);
ALTER TABLE ONLY public.partners_membership
    ADD CONSTRAINT membership_is_given_once UNIQUE (user_id, organisation_id, role);
ALTER TABLE ONLY public.procurement_namemapping
    ADD CONSTRAINT name_mapping_is_given_once UNIQUE (owner_id, written);
ALTER TABLE ONLY public.procurement_orderline
    ADD CONSTRAINT order_line_is_one_for_a_bid_line UNIQUE (batch_id, bid_line_id);
ALTER TABLE ONLY public.procurement_participation
    ADD CONSTRAINT participation_is_given_once UNIQUE (procurement_id, authority_id);
ALTER TABLE ONLY public.partners_apitoken
    ADD CONSTRAINT partners_apitoken_account_id_key UNIQUE (account_id);
ALTER TABLE ONLY public.partners_apitoken
    ADD CONSTRAINT partners_apitoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.partners_apitoken
    ADD CONSTRAINT partners_apitoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_auditentry
    ADD CONSTRAINT partners_auditentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_membership
    ADD CONSTRAINT partners_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_organisation
    ADD CONSTRAINT partners_organisation_name_key UNIQUE (name);
ALTER TABLE ONLY public.partners_organisation
    ADD CONSTRAINT partners_organisation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_organisation
    ADD CONSTRAINT partners_organisation_short_name_key UNIQUE (short_name);
ALTER TABLE ONLY public.partners_partnership
    ADD CONSTRAINT partners_partnership_name_key UNIQUE (name);
ALTER TABLE ONLY public.partners_partnership_organisations
    ADD CONSTRAINT partners_partnership_org_partnership_id_organisat_4b99dc53_uniq UNIQUE (partnership_id, organisation_id);
ALTER TABLE ONLY public.partners_partnership_organisations
    ADD CONSTRAINT partners_partnership_organisations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_partnership
    ADD CONSTRAINT partners_partnership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_user
    ADD CONSTRAINT partners_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.partners_user_groups
    ADD CONSTRAINT partners_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_user_groups
    ADD CONSTRAINT partners_user_groups_user_id_group_id_35869bd7_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.partners_user
    ADD CONSTRAINT partners_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.partners_user_user_permissions
    ADD CONSTRAINT partners_user_user_permi_user_id_permission_id_a97e89e2_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.partners_user_user_permissions
    ADD CONSTRAINT partners_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_pricetier
    ADD CONSTRAINT price_tier_starts_once UNIQUE (line_id, from_quantity);
ALTER TABLE ONLY public.procurement_allocation
    ADD CONSTRAINT procurement_allocation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_award
    ADD CONSTRAINT procurement_award_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_awardrule_items
    ADD CONSTRAINT procurement_awardrule_items_awardrule_id_item_id_688cb589_uniq UNIQUE (awardrule_id, item_id);
ALTER TABLE ONLY public.procurement_awardrule_items
    ADD CONSTRAINT procurement_awardrule_items_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_awardrule
    ADD CONSTRAINT procurement_awardrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_baseline
    ADD CONSTRAINT procurement_baseline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_bid
    ADD CONSTRAINT procurement_bid_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_bidline
    ADD CONSTRAINT procurement_bidline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_bidline_valid_for
    ADD CONSTRAINT procurement_bidline_vali_bidline_id_contractingau_2afb6e70_uniq UNIQUE (bidline_id, contractingauthority_id);
ALTER TABLE ONLY public.procurement_bidline_valid_for
    ADD CONSTRAINT procurement_bidline_valid_for_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_budget
    ADD CONSTRAINT procurement_budget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_buyercost
    ADD CONSTRAINT procurement_buyercost_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_calloff
    ADD CONSTRAINT procurement_calloff_number_key UNIQUE (number);
ALTER TABLE ONLY public.procurement_calloff
    ADD CONSTRAINT procurement_calloff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_commitment
    ADD CONSTRAINT procurement_commitment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_contractingauthority
    ADD CONSTRAINT procurement_contractingauthority_organisation_id_key UNIQUE (organisation_id);
ALTER TABLE ONLY public.procurement_contractingauthority
    ADD CONSTRAINT procurement_contractingauthority_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_costshare
    ADD CONSTRAINT procurement_costshare_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_costsplit
    ADD CONSTRAINT procurement_costsplit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_deliverycharge
    ADD CONSTRAINT procurement_deliverycharge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_demandline
    ADD CONSTRAINT procurement_demandline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_discount
    ADD CONSTRAINT procurement_discount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_framework
    ADD CONSTRAINT procurement_framework_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_item
    ADD CONSTRAINT procurement_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_jointprocurement
    ADD CONSTRAINT procurement_jointprocurement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_lot_entitled
    ADD CONSTRAINT procurement_lot_entitled_lot_id_contractingauthor_038af96f_uniq UNIQUE (lot_id, contractingauthority_id);
ALTER TABLE ONLY public.procurement_lot_entitled
    ADD CONSTRAINT procurement_lot_entitled_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_lot
    ADD CONSTRAINT procurement_lot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_namemapping
    ADD CONSTRAINT procurement_namemapping_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_orderline
    ADD CONSTRAINT procurement_orderline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_participation
    ADD CONSTRAINT procurement_participation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_pricetier
    ADD CONSTRAINT procurement_pricetier_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_purchasebatch
    ADD CONSTRAINT procurement_purchasebatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_saving
    ADD CONSTRAINT procurement_saving_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_scenario
    ADD CONSTRAINT procurement_scenario_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_scenariorule
    ADD CONSTRAINT procurement_scenariorule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_supplier
    ADD CONSTRAINT procurement_supplier_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_jointprocurement
    ADD CONSTRAINT procurement_title_is_unique UNIQUE (lead_id, title);
ALTER TABLE ONLY public.assets_round
    ADD CONSTRAINT round_name_is_unique UNIQUE (lead_id, name);
ALTER TABLE ONLY public.runs_run
    ADD CONSTRAINT runs_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procurement_saving
    ADD CONSTRAINT saving_is_given_once UNIQUE (award_id, authority_id, kind, source);
ALTER TABLE ONLY public.procurement_scenario
    ADD CONSTRAINT scenario_name_is_unique UNIQUE (procurement_id, name);
ALTER TABLE ONLY public.procurement_scenariorule
    ADD CONSTRAINT scenario_rule_is_given_once UNIQUE (scenario_id, rule_id);
ALTER TABLE ONLY public.assets_site
    ADD CONSTRAINT site_code_is_unique UNIQUE (organisation_id, code);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX api_idempotencykey_created_at_bf12046a ON public.api_idempotencykey USING btree (created_at);
CREATE INDEX api_idempotencykey_principal_id_0876988f ON public.api_idempotencykey USING btree (principal_id);
CREATE INDEX asset_by_kind ON public.assets_asset USING btree (kind, capacity);
CREATE INDEX assets_agreement_assets_agreement_id_54ae5b6a ON public.assets_agreement_assets USING btree (agreement_id);
CREATE INDEX assets_agreement_assets_asset_id_2c27697c ON public.assets_agreement_assets USING btree (asset_id);
CREATE INDEX assets_agreement_owner_id_559ec30a ON public.assets_agreement USING btree (owner_id);
CREATE INDEX assets_agreement_user_id_b3912e01 ON public.assets_agreement USING btree (user_id);
CREATE INDEX assets_agreementkind_agreement_id_4b1220eb ON public.assets_agreementkind USING btree (agreement_id);
CREATE INDEX assets_asset_features_asset_id_3b2a8c04 ON public.assets_asset_features USING btree (asset_id);
CREATE INDEX assets_asset_features_feature_id_d9fbdb49 ON public.assets_asset_features USING btree (feature_id);
CREATE INDEX assets_asset_operator_id_3ca3221a ON public.assets_asset USING btree (operator_id);
CREATE INDEX assets_asset_owner_id_23c9aaf7 ON public.assets_asset USING btree (owner_id);
CREATE INDEX assets_asset_part_of_id_8f406aab ON public.assets_asset USING btree (part_of_id);
CREATE INDEX assets_asset_site_id_602d3a13 ON public.assets_asset USING btree (site_id);
CREATE INDEX assets_blocking_asset_id_4c64868d ON public.assets_blocking USING btree (asset_id);
CREATE INDEX assets_blocking_may_override_blocking_id_e38d3b0c ON public.assets_blocking_may_override USING btree (blocking_id);
CREATE INDEX assets_blocking_may_override_user_id_2e00366d ON public.assets_blocking_may_override USING btree (user_id);
CREATE INDEX assets_booking_agreement_id_b057c616 ON public.assets_booking USING btree (agreement_id);
CREATE INDEX assets_booking_asset_id_435c6d3a ON public.assets_booking USING btree (asset_id);
CREATE INDEX assets_booking_booked_by_id_291fa08b ON public.assets_booking USING btree (booked_by_id);
CREATE INDEX assets_booking_bundle_89cec094 ON public.assets_booking USING btree (bundle);
CREATE INDEX assets_booking_organisation_id_18d4bf2b ON public.assets_booking USING btree (organisation_id);
CREATE INDEX assets_booking_request_id_5097a26b ON public.assets_booking USING btree (request_id);
CREATE INDEX assets_booking_round_id_379d6d0b ON public.assets_booking USING btree (round_id);
CREATE INDEX assets_bookingrequest_near_site_id_4b71bd35 ON public.assets_bookingrequest USING btree (near_site_id);
CREATE INDEX assets_bookingrequest_organisation_id_e07b97a0 ON public.assets_bookingrequest USING btree (organisation_id);
CREATE INDEX assets_bookingrequest_pref_bookingrequest_id_cdd5a34f ON public.assets_bookingrequest_preferred_assets USING btree (bookingrequest_id);
CREATE INDEX assets_bookingrequest_preferred_assets_asset_id_1ce46b5b ON public.assets_bookingrequest_preferred_assets USING btree (asset_id);
CREATE INDEX assets_bookingrequest_requested_by_id_1a409e6b ON public.assets_bookingrequest USING btree (requested_by_id);
CREATE INDEX assets_bookingrequest_round_id_caf1198f ON public.assets_bookingrequest USING btree (round_id);
CREATE INDEX assets_feature_code_870a5288_like ON public.assets_feature USING btree (code varchar_pattern_ops);
CREATE INDEX assets_feature_name_d1ccf339_like ON public.assets_feature USING btree (name varchar_pattern_ops);
CREATE INDEX assets_hold_asset_id_59d50c6a ON public.assets_hold USING btree (asset_id);
CREATE INDEX assets_hold_booking_id_8232dd88 ON public.assets_hold USING btree (booking_id);
CREATE INDEX assets_requestneed_features_feature_id_edb17b79 ON public.assets_requestneed_features USING btree (feature_id);
CREATE INDEX assets_requestneed_features_requestneed_id_5536d0e5 ON public.assets_requestneed_features USING btree (requestneed_id);
CREATE INDEX assets_requestneed_request_id_baa470d8 ON public.assets_requestneed USING btree (request_id);
CREATE INDEX assets_requestwindow_request_id_aa1bf273 ON public.assets_requestwindow USING btree (request_id);
CREATE INDEX assets_round_lead_id_239f3d6c ON public.assets_round USING btree (lead_id);
CREATE INDEX assets_round_participants_organisation_id_444dc7d1 ON public.assets_round_participants USING btree (organisation_id);
CREATE INDEX assets_round_participants_round_id_49df436c ON public.assets_round_participants USING btree (round_id);
CREATE INDEX assets_round_published_run_id_13938f34 ON public.assets_round USING btree (published_run_id);
CREATE INDEX assets_round_run_id_dcd4d966 ON public.assets_round USING btree (run_id);
CREATE INDEX assets_site_organisation_id_51216fb6 ON public.assets_site USING btree (organisation_id);
CREATE INDEX audit_by_object ON public.partners_auditentry USING btree (object_type, object_id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE UNIQUE INDEX authority_code_is_unique ON public.procurement_contractingauthority USING btree (lower((code)::text));
CREATE UNIQUE INDEX award_in_force_is_one ON public.procurement_award USING btree (procurement_id) WHERE (undone_at IS NULL);
CREATE UNIQUE INDEX batch_is_one_for_lot_month ON public.procurement_purchasebatch USING btree (award_id, lot_id, month) WHERE (lot_id IS NOT NULL);
CREATE UNIQUE INDEX bid_is_given_once_directly ON public.procurement_bid USING btree (procurement_id, supplier_id) WHERE (lot_id IS NULL);
CREATE UNIQUE INDEX bid_is_given_once_for_a_lot ON public.procurement_bid USING btree (procurement_id, lot_id) WHERE (lot_id IS NOT NULL);
CREATE INDEX blocking_by_asset ON public.assets_blocking USING btree (asset_id, starts_at);
CREATE INDEX booking_by_agreement ON public.assets_booking USING btree (agreement_id, starts_at);
CREATE INDEX booking_by_asset ON public.assets_booking USING btree (asset_id, starts_at);
CREATE INDEX booking_by_organisation ON public.assets_booking USING btree (organisation_id, starts_at);
CREATE UNIQUE INDEX cost_split_chosen_is_one ON public.procurement_costsplit USING btree (award_id) WHERE chosen;
CREATE UNIQUE INDEX direct_batch_is_one_for_supplier_month ON public.procurement_purchasebatch USING btree (award_id, supplier_id, month) WHERE (lot_id IS NULL);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);
CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);
CREATE UNIQUE INDEX framework_code_is_unique ON public.procurement_framework USING btree (owner_id, lower((code)::text));
CREATE INDEX hold_by_asset ON public.assets_hold USING btree (asset_id, starts_at);
CREATE UNIQUE INDEX item_code_is_unique ON public.procurement_item USING btree (owner_id, lower((code)::text));
CREATE UNIQUE INDEX lot_code_is_unique ON public.procurement_lot USING btree (framework_id, lower((code)::text));
CREATE UNIQUE INDEX organisation_ods_code_is_unique ON public.partners_organisation USING btree (ods_code) WHERE (NOT ((ods_code)::text = ''::text));
CREATE UNIQUE INDEX organisation_ppon_is_unique ON public.partners_organisation USING btree (ppon) WHERE (NOT ((ppon)::text = ''::text));
CREATE INDEX partners_apitoken_created_by_id_eef463a7 ON public.partners_apitoken USING btree (created_by_id);
CREATE INDEX partners_apitoken_digest_053cda5d_like ON public.partners_apitoken USING btree (digest varchar_pattern_ops);
CREATE INDEX partners_apitoken_organisation_id_c6feaa0a ON public.partners_apitoken USING btree (organisation_id);
CREATE INDEX partners_auditentry_at_99a38ab7 ON public.partners_auditentry USING btree (at);
CREATE INDEX partners_auditentry_organisation_id_696c17e8 ON public.partners_auditentry USING btree (organisation_id);
CREATE INDEX partners_auditentry_user_id_2d4ead79 ON public.partners_auditentry USING btree (user_id);
CREATE INDEX partners_membership_organisation_id_17e271c1 ON public.partners_membership USING btree (organisation_id);
CREATE INDEX partners_membership_user_id_4e1fffe4 ON public.partners_membership USING btree (user_id);
CREATE INDEX partners_organisation_name_0bd2e638_like ON public.partners_organisation USING btree (name varchar_pattern_ops);
CREATE INDEX partners_organisation_short_name_17f23c4a_like ON public.partners_organisation USING btree (short_name varchar_pattern_ops);
CREATE INDEX partners_partnership_name_2042cf15_like ON public.partners_partnership USING btree (name varchar_pattern_ops);
CREATE INDEX partners_partnership_organisations_organisation_id_6e82f687 ON public.partners_partnership_organisations USING btree (organisation_id);
CREATE INDEX partners_partnership_organisations_partnership_id_e89e21cd ON public.partners_partnership_organisations USING btree (partnership_id);
CREATE INDEX partners_user_email_6756682e_like ON public.partners_user USING btree (email varchar_pattern_ops);
CREATE INDEX partners_user_groups_group_id_1ce8fbf5 ON public.partners_user_groups USING btree (group_id);
CREATE INDEX partners_user_groups_user_id_25224197 ON public.partners_user_groups USING btree (user_id);
CREATE INDEX partners_user_user_permissions_permission_id_884f31dd ON public.partners_user_user_permissions USING btree (permission_id);
CREATE INDEX partners_user_user_permissions_user_id_15a99518 ON public.partners_user_user_permissions USING btree (user_id);
CREATE INDEX procurement_allocation_demand_line_id_ede49aa7 ON public.procurement_allocation USING btree (demand_line_id);
CREATE INDEX procurement_allocation_order_line_id_4ff86d6b ON public.procurement_allocation USING btree (order_line_id);
CREATE INDEX procurement_award_awarded_by_id_471cdccb ON public.procurement_award USING btree (awarded_by_id);
CREATE INDEX procurement_award_procurement_id_022f341a ON public.procurement_award USING btree (procurement_id);
CREATE INDEX procurement_award_run_id_0d168675 ON public.procurement_award USING btree (run_id);
CREATE INDEX procurement_award_scenario_id_321e0c0f ON public.procurement_award USING btree (scenario_id);
CREATE INDEX procurement_award_undone_by_id_a4bc24ba ON public.procurement_award USING btree (undone_by_id);
CREATE INDEX procurement_awardrule_items_awardrule_id_1ca484f3 ON public.procurement_awardrule_items USING btree (awardrule_id);
CREATE INDEX procurement_awardrule_items_item_id_32354096 ON public.procurement_awardrule_items USING btree (item_id);
CREATE INDEX procurement_awardrule_procurement_id_897212a6 ON public.procurement_awardrule USING btree (procurement_id);
CREATE INDEX procurement_awardrule_supplier_id_283bae43 ON public.procurement_awardrule USING btree (supplier_id);
CREATE INDEX procurement_baseline_authority_id_e9aabd0b ON public.procurement_baseline USING btree (authority_id);
CREATE INDEX procurement_baseline_item_id_baaa59fc ON public.procurement_baseline USING btree (item_id);
CREATE INDEX procurement_baseline_procurement_id_dce90475 ON public.procurement_baseline USING btree (procurement_id);
CREATE INDEX procurement_bid_lot_id_c34b8e7f ON public.procurement_bid USING btree (lot_id);
CREATE INDEX procurement_bid_procurement_id_3de3f84f ON public.procurement_bid USING btree (procurement_id);
CREATE INDEX procurement_bid_supplier_id_2e696167 ON public.procurement_bid USING btree (supplier_id);
CREATE INDEX procurement_bidline_bid_id_5fb4ed08 ON public.procurement_bidline USING btree (bid_id);
CREATE INDEX procurement_bidline_item_id_e9ca2f6b ON public.procurement_bidline USING btree (item_id);
CREATE INDEX procurement_bidline_valid_for_bidline_id_eb8cbae9 ON public.procurement_bidline_valid_for USING btree (bidline_id);
CREATE INDEX procurement_bidline_valid_for_contractingauthority_id_225adaef ON public.procurement_bidline_valid_for USING btree (contractingauthority_id);
CREATE INDEX procurement_budget_authority_id_e5052509 ON public.procurement_budget USING btree (authority_id);
CREATE INDEX procurement_buyercost_authority_id_e37d105d ON public.procurement_buyercost USING btree (authority_id);
CREATE INDEX procurement_buyercost_award_id_96222f77 ON public.procurement_buyercost USING btree (award_id);
CREATE INDEX procurement_calloff_authority_id_c71f521e ON public.procurement_calloff USING btree (authority_id);
CREATE INDEX procurement_calloff_batch_id_03782f29 ON public.procurement_calloff USING btree (batch_id);
CREATE INDEX procurement_calloff_number_d9741a45_like ON public.procurement_calloff USING btree (number varchar_pattern_ops);
CREATE INDEX procurement_commitment_authority_id_0befda91 ON public.procurement_commitment USING btree (authority_id);
CREATE INDEX procurement_commitment_supplier_id_82a2a967 ON public.procurement_commitment USING btree (supplier_id);
CREATE INDEX procurement_costshare_authority_id_b61c955e ON public.procurement_costshare USING btree (authority_id);
CREATE INDEX procurement_costshare_split_id_0b5205c2 ON public.procurement_costshare USING btree (split_id);
CREATE INDEX procurement_costsplit_award_id_07d357ef ON public.procurement_costsplit USING btree (award_id);
CREATE INDEX procurement_deliverycharge_authority_id_59e38152 ON public.procurement_deliverycharge USING btree (authority_id);
CREATE INDEX procurement_deliverycharge_supplier_id_d00c18c5 ON public.procurement_deliverycharge USING btree (supplier_id);
CREATE INDEX procurement_demandline_authority_id_a1b627f9 ON public.procurement_demandline USING btree (authority_id);
CREATE INDEX procurement_demandline_item_id_dcde4242 ON public.procurement_demandline USING btree (item_id);
CREATE INDEX procurement_demandline_procurement_id_4d95d10c ON public.procurement_demandline USING btree (procurement_id);
CREATE INDEX procurement_discount_bid_id_0e352763 ON public.procurement_discount USING btree (bid_id);
CREATE INDEX procurement_framework_owner_id_b731d14d ON public.procurement_framework USING btree (owner_id);
CREATE INDEX procurement_item_owner_id_dc20b476 ON public.procurement_item USING btree (owner_id);
CREATE INDEX procurement_jointprocurement_lead_id_86ec7e48 ON public.procurement_jointprocurement USING btree (lead_id);
CREATE INDEX procurement_lot_entitled_contractingauthority_id_3f04fb86 ON public.procurement_lot_entitled USING btree (contractingauthority_id);
CREATE INDEX procurement_lot_entitled_lot_id_66d955d8 ON public.procurement_lot_entitled USING btree (lot_id);
CREATE INDEX procurement_lot_framework_id_7e16effe ON public.procurement_lot USING btree (framework_id);
CREATE INDEX procurement_lot_supplier_id_e658743d ON public.procurement_lot USING btree (supplier_id);
CREATE INDEX procurement_namemapping_authority_id_25459b2b ON public.procurement_namemapping USING btree (authority_id);
CREATE INDEX procurement_namemapping_confirmed_by_id_73d91385 ON public.procurement_namemapping USING btree (confirmed_by_id);
CREATE INDEX procurement_namemapping_owner_id_1fcb4bc0 ON public.procurement_namemapping USING btree (owner_id);
CREATE INDEX procurement_orderline_batch_id_076c1bc2 ON public.procurement_orderline USING btree (batch_id);
CREATE INDEX procurement_orderline_bid_line_id_5ea72ce9 ON public.procurement_orderline USING btree (bid_line_id);
CREATE INDEX procurement_participation_authority_id_eab49893 ON public.procurement_participation USING btree (authority_id);
CREATE INDEX procurement_participation_procurement_id_5fcc3afe ON public.procurement_participation USING btree (procurement_id);
CREATE INDEX procurement_pricetier_line_id_2e4d6dee ON public.procurement_pricetier USING btree (line_id);
CREATE INDEX procurement_purchasebatch_award_id_6ebbd6b4 ON public.procurement_purchasebatch USING btree (award_id);
CREATE INDEX procurement_purchasebatch_lot_id_25e67942 ON public.procurement_purchasebatch USING btree (lot_id);
CREATE INDEX procurement_purchasebatch_supplier_id_a566ff0f ON public.procurement_purchasebatch USING btree (supplier_id);
CREATE INDEX procurement_saving_authority_id_c15c13e7 ON public.procurement_saving USING btree (authority_id);
CREATE INDEX procurement_saving_award_id_cb3cc20b ON public.procurement_saving USING btree (award_id);
CREATE INDEX procurement_scenario_copied_from_id_dbc41ff7 ON public.procurement_scenario USING btree (copied_from_id);
CREATE INDEX procurement_scenario_procurement_id_d1c3522e ON public.procurement_scenario USING btree (procurement_id);
CREATE INDEX procurement_scenario_run_id_7d4d229c ON public.procurement_scenario USING btree (run_id);
CREATE INDEX procurement_scenariorule_rule_id_642aea29 ON public.procurement_scenariorule USING btree (rule_id);
CREATE INDEX procurement_scenariorule_scenario_id_bcbe1bb9 ON public.procurement_scenariorule USING btree (scenario_id);
CREATE INDEX procurement_supplier_owner_id_98c6f6a9 ON public.procurement_supplier USING btree (owner_id);
CREATE INDEX request_by_round ON public.assets_bookingrequest USING btree (round_id, status);
CREATE UNIQUE INDEX request_reference_is_unique_in_its_round ON public.assets_bookingrequest USING btree (organisation_id, round_id, reference) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX run_by_status ON public.runs_run USING btree (status, heartbeat_at);
CREATE INDEX runs_run_ordered_by_id_f4cb83fe ON public.runs_run USING btree (ordered_by_id);
CREATE INDEX runs_run_organisation_id_e377486d ON public.runs_run USING btree (organisation_id);
CREATE INDEX runs_run_split_of_id_bdd64295 ON public.runs_run USING btree (split_of_id);
CREATE UNIQUE INDEX supplier_code_is_unique ON public.procurement_supplier USING btree (owner_id, lower((code)::text));
CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE UNIQUE INDEX user_email_is_unique ON public.partners_user USING btree (lower((email)::text));
CREATE TRIGGER assets_asset_inserted AFTER INSERT ON public.assets_asset FOR EACH ROW EXECUTE FUNCTION public.assets_asset_part_holds();
CREATE TRIGGER assets_asset_reparted AFTER UPDATE OF part_of_id ON public.assets_asset FOR EACH ROW WHEN ((old.part_of_id IS DISTINCT FROM new.part_of_id)) EXECUTE FUNCTION public.assets_asset_part_holds();
CREATE TRIGGER assets_asset_turned AFTER UPDATE OF turnaround_minutes ON public.assets_asset FOR EACH ROW WHEN ((old.turnaround_minutes <> new.turnaround_minutes)) EXECUTE FUNCTION public.assets_asset_turnaround();
CREATE TRIGGER assets_asset_write BEFORE INSERT OR UPDATE OF part_of_id ON public.assets_asset FOR EACH ROW EXECUTE FUNCTION public.assets_asset_checks();
CREATE TRIGGER assets_blocking_write BEFORE INSERT OR UPDATE OF asset_id, starts_at, ends_at ON public.assets_blocking FOR EACH ROW EXECUTE FUNCTION public.assets_blocking_checks();
CREATE TRIGGER assets_booking_insert BEFORE INSERT ON public.assets_booking FOR EACH ROW EXECUTE FUNCTION public.assets_booking_checks();
CREATE TRIGGER assets_booking_inserted AFTER INSERT ON public.assets_booking FOR EACH ROW EXECUTE FUNCTION public.assets_booking_holds();
CREATE TRIGGER assets_booking_update BEFORE UPDATE ON public.assets_booking FOR EACH ROW WHEN (((old.asset_id IS DISTINCT FROM new.asset_id) OR (old.starts_at IS DISTINCT FROM new.starts_at) OR (old.ends_at IS DISTINCT FROM new.ends_at) OR ((old.status)::text IS DISTINCT FROM (new.status)::text) OR (old.agreement_id IS DISTINCT FROM new.agreement_id) OR (old.organisation_id IS DISTINCT FROM new.organisation_id) OR (old.overrides_blocking IS DISTINCT FROM new.overrides_blocking))) EXECUTE FUNCTION public.assets_booking_checks();
CREATE TRIGGER assets_booking_updated AFTER UPDATE ON public.assets_booking FOR EACH ROW WHEN (((old.asset_id IS DISTINCT FROM new.asset_id) OR (old.starts_at IS DISTINCT FROM new.starts_at) OR (old.ends_at IS DISTINCT FROM new.ends_at) OR ((old.status)::text IS DISTINCT FROM (new.status)::text) OR (old.agreement_id IS DISTINCT FROM new.agreement_id) OR (old.organisation_id IS DISTINCT FROM new.organisation_id) OR (old.overrides_blocking IS DISTINCT FROM new.overrides_blocking))) EXECUTE FUNCTION public.assets_booking_holds();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_partners_user_id FOREIGN KEY (user_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_idempotencykey
    ADD CONSTRAINT api_idempotencykey_principal_id_0876988f_fk_partners_user_id FOREIGN KEY (principal_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_agreement_assets
    ADD CONSTRAINT assets_agreement_ass_agreement_id_54ae5b6a_fk_assets_ag FOREIGN KEY (agreement_id) REFERENCES public.assets_agreement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_agreement_assets
    ADD CONSTRAINT assets_agreement_assets_asset_id_2c27697c_fk_assets_asset_id FOREIGN KEY (asset_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_agreement
    ADD CONSTRAINT assets_agreement_owner_id_559ec30a_fk_partners_organisation_id FOREIGN KEY (owner_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_agreement
    ADD CONSTRAINT assets_agreement_user_id_b3912e01_fk_partners_organisation_id FOREIGN KEY (user_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_agreementkind
    ADD CONSTRAINT assets_agreementkind_agreement_id_4b1220eb_fk_assets_ag FOREIGN KEY (agreement_id) REFERENCES public.assets_agreement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_asset_features
    ADD CONSTRAINT assets_asset_features_asset_id_3b2a8c04_fk_assets_asset_id FOREIGN KEY (asset_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_asset_features
    ADD CONSTRAINT assets_asset_features_feature_id_d9fbdb49_fk_assets_feature_id FOREIGN KEY (feature_id) REFERENCES public.assets_feature(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT assets_asset_operator_id_3ca3221a_fk_partners_organisation_id FOREIGN KEY (operator_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT assets_asset_owner_id_23c9aaf7_fk_partners_organisation_id FOREIGN KEY (owner_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT assets_asset_part_of_id_8f406aab_fk_assets_asset_id FOREIGN KEY (part_of_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_asset
    ADD CONSTRAINT assets_asset_site_id_602d3a13_fk_assets_site_id FOREIGN KEY (site_id) REFERENCES public.assets_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_blocking
    ADD CONSTRAINT assets_blocking_asset_id_4c64868d_fk_assets_asset_id FOREIGN KEY (asset_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_blocking_may_override
    ADD CONSTRAINT assets_blocking_may__blocking_id_e38d3b0c_fk_assets_bl FOREIGN KEY (blocking_id) REFERENCES public.assets_blocking(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_blocking_may_override
    ADD CONSTRAINT assets_blocking_may__user_id_2e00366d_fk_partners_ FOREIGN KEY (user_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_agreement_id_b057c616_fk_assets_agreement_id FOREIGN KEY (agreement_id) REFERENCES public.assets_agreement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_asset_id_435c6d3a_fk_assets_asset_id FOREIGN KEY (asset_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_booked_by_id_291fa08b_fk_partners_user_id FOREIGN KEY (booked_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_organisation_id_18d4bf2b_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_request_id_5097a26b_fk_assets_bookingrequest_id FOREIGN KEY (request_id) REFERENCES public.assets_bookingrequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_booking
    ADD CONSTRAINT assets_booking_round_id_379d6d0b_fk_assets_round_id FOREIGN KEY (round_id) REFERENCES public.assets_round(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_bookingrequest_preferred_assets
    ADD CONSTRAINT assets_bookingreques_asset_id_1ce46b5b_fk_assets_as FOREIGN KEY (asset_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_bookingrequest_preferred_assets
    ADD CONSTRAINT assets_bookingreques_bookingrequest_id_cdd5a34f_fk_assets_bo FOREIGN KEY (bookingrequest_id) REFERENCES public.assets_bookingrequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_bookingrequest
    ADD CONSTRAINT assets_bookingreques_organisation_id_e07b97a0_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_bookingrequest
    ADD CONSTRAINT assets_bookingreques_requested_by_id_1a409e6b_fk_partners_ FOREIGN KEY (requested_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_bookingrequest
    ADD CONSTRAINT assets_bookingrequest_near_site_id_4b71bd35_fk_assets_site_id FOREIGN KEY (near_site_id) REFERENCES public.assets_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_bookingrequest
    ADD CONSTRAINT assets_bookingrequest_round_id_caf1198f_fk_assets_round_id FOREIGN KEY (round_id) REFERENCES public.assets_round(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_hold
    ADD CONSTRAINT assets_hold_asset_id_59d50c6a_fk_assets_asset_id FOREIGN KEY (asset_id) REFERENCES public.assets_asset(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_hold
    ADD CONSTRAINT assets_hold_booking_id_8232dd88_fk_assets_booking_id FOREIGN KEY (booking_id) REFERENCES public.assets_booking(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_requestneed_features
    ADD CONSTRAINT assets_requestneed_f_feature_id_edb17b79_fk_assets_fe FOREIGN KEY (feature_id) REFERENCES public.assets_feature(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_requestneed_features
    ADD CONSTRAINT assets_requestneed_f_requestneed_id_5536d0e5_fk_assets_re FOREIGN KEY (requestneed_id) REFERENCES public.assets_requestneed(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_requestneed
    ADD CONSTRAINT assets_requestneed_request_id_baa470d8_fk_assets_bo FOREIGN KEY (request_id) REFERENCES public.assets_bookingrequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_requestwindow
    ADD CONSTRAINT assets_requestwindow_request_id_aa1bf273_fk_assets_bo FOREIGN KEY (request_id) REFERENCES public.assets_bookingrequest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_round
    ADD CONSTRAINT assets_round_lead_id_239f3d6c_fk_partners_organisation_id FOREIGN KEY (lead_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_round_participants
    ADD CONSTRAINT assets_round_partici_organisation_id_444dc7d1_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_round_participants
    ADD CONSTRAINT assets_round_participants_round_id_49df436c_fk_assets_round_id FOREIGN KEY (round_id) REFERENCES public.assets_round(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_round
    ADD CONSTRAINT assets_round_published_run_id_13938f34_fk_runs_run_id FOREIGN KEY (published_run_id) REFERENCES public.runs_run(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_round
    ADD CONSTRAINT assets_round_run_id_dcd4d966_fk_runs_run_id FOREIGN KEY (run_id) REFERENCES public.runs_run(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assets_site
    ADD CONSTRAINT assets_site_organisation_id_51216fb6_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_apitoken
    ADD CONSTRAINT partners_apitoken_account_id_84ca1c1c_fk_partners_user_id FOREIGN KEY (account_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_apitoken
    ADD CONSTRAINT partners_apitoken_created_by_id_eef463a7_fk_partners_user_id FOREIGN KEY (created_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_apitoken
    ADD CONSTRAINT partners_apitoken_organisation_id_c6feaa0a_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_auditentry
    ADD CONSTRAINT partners_auditentry_organisation_id_696c17e8_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_auditentry
    ADD CONSTRAINT partners_auditentry_user_id_2d4ead79_fk_partners_user_id FOREIGN KEY (user_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_membership
    ADD CONSTRAINT partners_membership_organisation_id_17e271c1_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_membership
    ADD CONSTRAINT partners_membership_user_id_4e1fffe4_fk_partners_user_id FOREIGN KEY (user_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_partnership_organisations
    ADD CONSTRAINT partners_partnership_organisation_id_6e82f687_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_partnership_organisations
    ADD CONSTRAINT partners_partnership_partnership_id_e89e21cd_fk_partners_ FOREIGN KEY (partnership_id) REFERENCES public.partners_partnership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_user_groups
    ADD CONSTRAINT partners_user_groups_group_id_1ce8fbf5_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_user_groups
    ADD CONSTRAINT partners_user_groups_user_id_25224197_fk_partners_user_id FOREIGN KEY (user_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_user_user_permissions
    ADD CONSTRAINT partners_user_user_p_permission_id_884f31dd_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.partners_user_user_permissions
    ADD CONSTRAINT partners_user_user_p_user_id_15a99518_fk_partners_ FOREIGN KEY (user_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_allocation
    ADD CONSTRAINT procurement_allocati_demand_line_id_ede49aa7_fk_procureme FOREIGN KEY (demand_line_id) REFERENCES public.procurement_demandline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_allocation
    ADD CONSTRAINT procurement_allocati_order_line_id_4ff86d6b_fk_procureme FOREIGN KEY (order_line_id) REFERENCES public.procurement_orderline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_award
    ADD CONSTRAINT procurement_award_awarded_by_id_471cdccb_fk_partners_user_id FOREIGN KEY (awarded_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_award
    ADD CONSTRAINT procurement_award_procurement_id_022f341a_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_award
    ADD CONSTRAINT procurement_award_run_id_0d168675_fk_runs_run_id FOREIGN KEY (run_id) REFERENCES public.runs_run(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_award
    ADD CONSTRAINT procurement_award_scenario_id_321e0c0f_fk_procureme FOREIGN KEY (scenario_id) REFERENCES public.procurement_scenario(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_award
    ADD CONSTRAINT procurement_award_undone_by_id_a4bc24ba_fk_partners_user_id FOREIGN KEY (undone_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_awardrule_items
    ADD CONSTRAINT procurement_awardrul_awardrule_id_1ca484f3_fk_procureme FOREIGN KEY (awardrule_id) REFERENCES public.procurement_awardrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_awardrule_items
    ADD CONSTRAINT procurement_awardrul_item_id_32354096_fk_procureme FOREIGN KEY (item_id) REFERENCES public.procurement_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_awardrule
    ADD CONSTRAINT procurement_awardrul_procurement_id_897212a6_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_awardrule
    ADD CONSTRAINT procurement_awardrul_supplier_id_283bae43_fk_procureme FOREIGN KEY (supplier_id) REFERENCES public.procurement_supplier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_baseline
    ADD CONSTRAINT procurement_baseline_authority_id_e9aabd0b_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_baseline
    ADD CONSTRAINT procurement_baseline_item_id_baaa59fc_fk_procurement_item_id FOREIGN KEY (item_id) REFERENCES public.procurement_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_baseline
    ADD CONSTRAINT procurement_baseline_procurement_id_dce90475_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bid
    ADD CONSTRAINT procurement_bid_lot_id_c34b8e7f_fk_procurement_lot_id FOREIGN KEY (lot_id) REFERENCES public.procurement_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bid
    ADD CONSTRAINT procurement_bid_procurement_id_3de3f84f_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bid
    ADD CONSTRAINT procurement_bid_supplier_id_2e696167_fk_procurement_supplier_id FOREIGN KEY (supplier_id) REFERENCES public.procurement_supplier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bidline_valid_for
    ADD CONSTRAINT procurement_bidline__bidline_id_eb8cbae9_fk_procureme FOREIGN KEY (bidline_id) REFERENCES public.procurement_bidline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bidline_valid_for
    ADD CONSTRAINT procurement_bidline__contractingauthority_225adaef_fk_procureme FOREIGN KEY (contractingauthority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bidline
    ADD CONSTRAINT procurement_bidline_bid_id_5fb4ed08_fk_procurement_bid_id FOREIGN KEY (bid_id) REFERENCES public.procurement_bid(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_bidline
    ADD CONSTRAINT procurement_bidline_item_id_e9ca2f6b_fk_procurement_item_id FOREIGN KEY (item_id) REFERENCES public.procurement_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_budget
    ADD CONSTRAINT procurement_budget_authority_id_e5052509_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_buyercost
    ADD CONSTRAINT procurement_buyercos_authority_id_e37d105d_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_buyercost
    ADD CONSTRAINT procurement_buyercost_award_id_96222f77_fk_procurement_award_id FOREIGN KEY (award_id) REFERENCES public.procurement_award(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_calloff
    ADD CONSTRAINT procurement_calloff_authority_id_c71f521e_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_calloff
    ADD CONSTRAINT procurement_calloff_batch_id_03782f29_fk_procureme FOREIGN KEY (batch_id) REFERENCES public.procurement_purchasebatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_commitment
    ADD CONSTRAINT procurement_commitme_authority_id_0befda91_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_commitment
    ADD CONSTRAINT procurement_commitme_supplier_id_82a2a967_fk_procureme FOREIGN KEY (supplier_id) REFERENCES public.procurement_supplier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_contractingauthority
    ADD CONSTRAINT procurement_contract_organisation_id_8d7aed22_fk_partners_ FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_costshare
    ADD CONSTRAINT procurement_costshar_authority_id_b61c955e_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_costshare
    ADD CONSTRAINT procurement_costshar_split_id_0b5205c2_fk_procureme FOREIGN KEY (split_id) REFERENCES public.procurement_costsplit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_costsplit
    ADD CONSTRAINT procurement_costsplit_award_id_07d357ef_fk_procurement_award_id FOREIGN KEY (award_id) REFERENCES public.procurement_award(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_deliverycharge
    ADD CONSTRAINT procurement_delivery_authority_id_59e38152_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_deliverycharge
    ADD CONSTRAINT procurement_delivery_supplier_id_d00c18c5_fk_procureme FOREIGN KEY (supplier_id) REFERENCES public.procurement_supplier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_demandline
    ADD CONSTRAINT procurement_demandli_authority_id_a1b627f9_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_demandline
    ADD CONSTRAINT procurement_demandli_procurement_id_4d95d10c_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_demandline
    ADD CONSTRAINT procurement_demandline_item_id_dcde4242_fk_procurement_item_id FOREIGN KEY (item_id) REFERENCES public.procurement_item(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_discount
    ADD CONSTRAINT procurement_discount_bid_id_0e352763_fk_procurement_bid_id FOREIGN KEY (bid_id) REFERENCES public.procurement_bid(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_framework
    ADD CONSTRAINT procurement_framewor_owner_id_b731d14d_fk_partners_ FOREIGN KEY (owner_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_item
    ADD CONSTRAINT procurement_item_owner_id_dc20b476_fk_partners_organisation_id FOREIGN KEY (owner_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_jointprocurement
    ADD CONSTRAINT procurement_jointpro_lead_id_86ec7e48_fk_partners_ FOREIGN KEY (lead_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_lot_entitled
    ADD CONSTRAINT procurement_lot_enti_contractingauthority_3f04fb86_fk_procureme FOREIGN KEY (contractingauthority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_lot_entitled
    ADD CONSTRAINT procurement_lot_entitled_lot_id_66d955d8_fk_procurement_lot_id FOREIGN KEY (lot_id) REFERENCES public.procurement_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_lot
    ADD CONSTRAINT procurement_lot_framework_id_7e16effe_fk_procureme FOREIGN KEY (framework_id) REFERENCES public.procurement_framework(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_lot
    ADD CONSTRAINT procurement_lot_supplier_id_e658743d_fk_procurement_supplier_id FOREIGN KEY (supplier_id) REFERENCES public.procurement_supplier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_namemapping
    ADD CONSTRAINT procurement_namemapp_authority_id_25459b2b_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_namemapping
    ADD CONSTRAINT procurement_namemapp_confirmed_by_id_73d91385_fk_partners_ FOREIGN KEY (confirmed_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_namemapping
    ADD CONSTRAINT procurement_namemapp_owner_id_1fcb4bc0_fk_partners_ FOREIGN KEY (owner_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_orderline
    ADD CONSTRAINT procurement_orderlin_batch_id_076c1bc2_fk_procureme FOREIGN KEY (batch_id) REFERENCES public.procurement_purchasebatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_orderline
    ADD CONSTRAINT procurement_orderlin_bid_line_id_5ea72ce9_fk_procureme FOREIGN KEY (bid_line_id) REFERENCES public.procurement_bidline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_participation
    ADD CONSTRAINT procurement_particip_authority_id_eab49893_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_participation
    ADD CONSTRAINT procurement_particip_procurement_id_5fcc3afe_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_pricetier
    ADD CONSTRAINT procurement_pricetie_line_id_2e4d6dee_fk_procureme FOREIGN KEY (line_id) REFERENCES public.procurement_bidline(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_purchasebatch
    ADD CONSTRAINT procurement_purchase_award_id_6ebbd6b4_fk_procureme FOREIGN KEY (award_id) REFERENCES public.procurement_award(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_purchasebatch
    ADD CONSTRAINT procurement_purchase_supplier_id_a566ff0f_fk_procureme FOREIGN KEY (supplier_id) REFERENCES public.procurement_supplier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_purchasebatch
    ADD CONSTRAINT procurement_purchasebatch_lot_id_25e67942_fk_procurement_lot_id FOREIGN KEY (lot_id) REFERENCES public.procurement_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_saving
    ADD CONSTRAINT procurement_saving_authority_id_c15c13e7_fk_procureme FOREIGN KEY (authority_id) REFERENCES public.procurement_contractingauthority(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_saving
    ADD CONSTRAINT procurement_saving_award_id_cb3cc20b_fk_procurement_award_id FOREIGN KEY (award_id) REFERENCES public.procurement_award(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_scenario
    ADD CONSTRAINT procurement_scenario_copied_from_id_dbc41ff7_fk_procureme FOREIGN KEY (copied_from_id) REFERENCES public.procurement_scenario(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_scenario
    ADD CONSTRAINT procurement_scenario_procurement_id_d1c3522e_fk_procureme FOREIGN KEY (procurement_id) REFERENCES public.procurement_jointprocurement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_scenariorule
    ADD CONSTRAINT procurement_scenario_rule_id_642aea29_fk_procureme FOREIGN KEY (rule_id) REFERENCES public.procurement_awardrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_scenario
    ADD CONSTRAINT procurement_scenario_run_id_7d4d229c_fk_runs_run_id FOREIGN KEY (run_id) REFERENCES public.runs_run(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_scenariorule
    ADD CONSTRAINT procurement_scenario_scenario_id_bcbe1bb9_fk_procureme FOREIGN KEY (scenario_id) REFERENCES public.procurement_scenario(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procurement_supplier
    ADD CONSTRAINT procurement_supplier_owner_id_98c6f6a9_fk_partners_ FOREIGN KEY (owner_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.runs_run
    ADD CONSTRAINT runs_run_ordered_by_id_f4cb83fe_fk_partners_user_id FOREIGN KEY (ordered_by_id) REFERENCES public.partners_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.runs_run
    ADD CONSTRAINT runs_run_organisation_id_e377486d_fk_partners_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.partners_organisation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.runs_run
    ADD CONSTRAINT runs_run_split_of_id_bdd64295_fk_runs_run_id FOREIGN KEY (split_of_id) REFERENCES public.runs_run(id) DEFERRABLE INITIALLY DEFERRED;
